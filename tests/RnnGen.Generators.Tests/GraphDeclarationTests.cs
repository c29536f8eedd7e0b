using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler;
using RnnGen.Compiler.Model;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>Models whose layers are methods.</summary>
public class GraphDeclarationTests
{
    [Theory]
    [InlineData(
        "[Embedding(50, 6)][Lstm(5, Bidirectional = true, Layers = 2, Dropout = 0.2)][Dropout(0.5)][Dense(9)]"
        + "[CrossEntropy]",
        """
        [Embedding(50, 6)] private static partial Seq Embedding(Tokens words);
        [Lstm(5, Bidirectional = true, Layers = 2, Dropout = 0.2)] private static partial Recurrence Lstm(Seq x);
        [Dropout(0.5)] private static partial Seq Dropout(Seq x);
        [Dense(9)] private static partial Seq Dense(Seq h);
        [Forward, CrossEntropy]
        private static Seq Scores(Tokens words) => Dense(Dropout(Lstm(Embedding(words)).Outputs));
        """)]
    [InlineData(
        "[Input(8, Steps = 6)][Gru(7)][LastStep][Dense(1)][MeanSquaredError]",
        """
        [Gru(7)] private static partial Recurrence Gru(Seq x);
        [LastStep] private static partial Vec LastStep(Seq x);
        [Dense(1)] private static partial Vec Dense(Vec h);
        [Forward, MeanSquaredError]
        private static Vec Value([Input(8, Steps = 6)] Seq x)
        {
            var h = Gru(x);
            return Dense(LastStep(h.Outputs));
        }
        """)]
    [InlineData(
        "[Input(8)][LayerNorm][MaxPool][Dense(3)][CrossEntropy]",
        """
        [LayerNorm] private static partial Seq LayerNorm(Seq x);
        [MaxPool] private static partial Vec MaxPool(Seq x);
        [Dense(3)] private static partial Vec Dense(Vec h);
        [Forward, CrossEntropy] private static Vec Scores([Input(8)] Seq x) => Dense(MaxPool(LayerNorm(x)));
        """)]
    public void Graph_ThatSaysTheSameAsAStack_IsTheSameText(string stack, string members)
    {
        ModelSpec graph = Parse.Model($"[RnnModel] partial class M {{ {members} }}");
        string expected = Text(Parse.Model($"[RnnModel]{stack} partial class M;"));
        string text = Text(graph);
        foreach (LayerMethod method in graph.Graph!.Methods)
            text = text.Replace(
                $"\n    {method.Head}\n        => throw global::RnnGen.Symbolic.Seq.ReadByTheGenerator();\n", "");
        int start = text.IndexOf("\n    // The method that wires", StringComparison.Ordinal);
        int end = text.IndexOf(";\n", start, StringComparison.Ordinal) + 2;
        Assert.Equal(expected, text.Remove(start, end - start));
    }

    [Theory]
    [InlineData("if (x == null) return x; return x;", "The statement 'if ...'", "write one model for each case")]
    [InlineData("x = Emit(x); return x;", "A second value of 'x'", "give the new value another name")]
    [InlineData("return x == null ? x : Emit(x);", "'x == null ? x : Emit(x)'", "write one model for each case")]
    [InlineData("return Twice(x);", "'Twice(x)'", "write other bodies out")]
    [InlineData("Seq F(Seq v) => v; return F(x);", "A local function", "write its body where it is called")]
    [InlineData("var (a, b) = Split(Last(x), 2); return x;", "'Split(Last(x), 2)'", "write Slice(v, start, length)")]
    [InlineData("var a = Affine(Last(x)); return x;", "'Affine(Last(x))'", "declare a layer method")]
    [InlineData("Seq y; y = x; return y;", "'Seq y;'", "give a local its value where it is declared")]
    [InlineData("return 0 * Emit(x);", "A value that does not depend on the input", "leave out what multiplies")]
    [InlineData("return Dropout(x, Math.Sqrt(0.25));", "'Math.Sqrt(0.25)' must be a compile-time constant", "")]
    [InlineData("return Slice(x, 6, 4);", "The end of the slice is 10", "at most 8")]
    [InlineData("return Slice(x, -1, 4);", "start is -1", "from 0 to")]
    [InlineData("return Dropout(x, 1.5);", "The drop rate is 1.5", "in [0, 1)")]
    [InlineData("return Delay(x, 0);", "steps is 0", "from 1 to 256")]
    public void Body_OutsideTheSubset_SaysWhatToWrite(string body, string what, string instead)
    {
        CSharpCompilation compilation = Host.Compile($$"""
            [RnnModel]
            partial class M
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
                private static Seq Twice(Seq v) => 2 * v;
                [Forward] private static Seq Scores([Input(8)] Seq x) { _ = Emit; {{body}} }
            }
            """.Replace(" _ = Emit;", body.Contains("Emit", StringComparison.Ordinal) ? "" : " var e = Emit(x);"));
        GeneratorRunResult run = Host.Generate(compilation, out Compilation output);
        Diagnostic found = Assert.Single(Host.Analyze(output), static diagnostic => diagnostic.Id != "RNN0519");
        Assert.Contains(what, found.GetMessage());
        Assert.Contains(instead, found.GetMessage());
        Assert.Empty(Declarations.FoundInGenerated(run, output));
        Assert.DoesNotContain(output.GetDiagnostics(), static d => d.Id == "CS8795");
    }

    [Fact]
    public void Number_InATupleAndACast_IsRead()
    {
        ModelSpec spec = Parse.Model("""
            [RnnModel]
            partial class M
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
                [Forward]
                private static Seq Scores([Input(8)] Seq x)
                {
                    var (a, half) = (Emit(x), 0.5);
                    var most = 2.9;
                    return half * Slice(a, 0, (int)most);
                }
            }
            """);
        var product = Assert.IsType<PointwiseCall>(spec.Graph!.Forward!.Results[0]);
        Assert.Equal(new NumberValue(0.5), product.Arguments[0]);
        Assert.Equal([0, 2], Assert.IsType<GraphCall>(product.Arguments[1]).Numbers);
    }

    [Fact]
    public void Stub_OfAWrongBody_HasAllMembers()
    {
        CSharpCompilation compilation = Host.Compile("""
            [RnnModel]
            partial class M
            {
                [Embedding(9, 4)] private static partial Seq Embed(Tokens words);
                [Dense(4)] private static partial Vec Read(Vec h);
                [Forward, CrossEntropy]
                private static Vec Scores(Tokens words) => Read(Last(Embed(words)) + Read(null!));
            }

            static class Use { public static ClassPrediction Of(M model) => model.Predict(new[] { 1, 2 }); }
            """);
        Host.Generate(compilation, out Compilation output);
        Assert.DoesNotContain(output.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
    }

    private static string Text(ModelSpec spec) => ModelCompiler.Compile(spec, devices: false, default)[0].Text;
}
