using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>Declarations that C# itself refuses: it says so once, and nothing is added.</summary>
public class GraphCSharpErrorTests
{
    [Theory]
    [InlineData("Seq Scores([Input(8)] Seq x) => DotAttention(x, x).Weights;")]
    [InlineData("Vec Scores([Input(8)] Seq x) => x;")]
    [InlineData("Vec Scores([Input(8)] Seq x) => Last(Last(x));")]
    [InlineData("(Seq a, Seq b) Scores([Input(8)] Seq x) => (x, DotAttention(x, x).Scores);")]
    [InlineData("Seq Scores([Input(8)] Seq x) { Recurrence r = x; return r.Outputs; }")]
    [InlineData("Seq Scores([Input(8)] Seq x) { (Seq a, Attended b) = (x, x); return b.Context; }")]
    [InlineData("Seq Scores([Input(8)] Seq x) => (Seq)DotAttention(x, x);")]
    [InlineData("Seq Scores([Input(8)] Seq x) => Encode(x).Outputs;", "static partial Recurrence Encode(Seq x);")]
    public void Graph_ThatCSharpRefuses_IsLeftToIt(string forward, string layer = "")
    {
        layer = layer.Length > 0 ? "[Gru(4)] " + layer : "";
        IsLeftToCSharp($$"""[RnnModel] partial class M { {{layer}} [Forward] private static {{forward}} }""");
    }

    [Theory]
    [InlineData("[Input(8)][Attention(Score.Dot)][MeanSquaredError]")]
    [InlineData("[Input(8)][Gru(4)][Attention(Score.General)]")]
    public void Stack_ThatAttends_IsLeftToCSharp(string stack) => IsLeftToCSharp($"[RnnModel]{stack} partial class M;");

    /// <summary>C# has one error, and nobody else has any.</summary>
    private static void IsLeftToCSharp(string source)
    {
        CSharpCompilation compilation = Host.Compile(source);
        GeneratorRunResult run = Host.Generate(compilation, out Compilation output);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(Host.Analyze(output));
        Assert.Empty(Declarations.FoundInGenerated(run, output));
        Assert.Single(output.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
    }
}
