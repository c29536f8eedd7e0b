using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Text;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>One function of the cell language is one row in each table, a method and a word of the page.</summary>
public class CellFunctionTests
{
    private static readonly string[] s_weighted = ["Affine", "Linear", "Scale", "Parameter", "LayerNorm"];

    /// <summary>Functions of a graph that a cell has not.</summary>
    private static readonly IEnumerable<string> s_graph =
        Enum.GetNames<GraphFunction>().Except(["Concat", "Softmax"]);

    /// <summary>What a user can call, but for functions with learned weights.</summary>
    public static TheoryData<string> Functions => [.. Names()];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Function_InACell_IsCompiled(string name)
    {
        int arguments = CellFunctionNames.Find(name)?.Arguments ?? 1;
        string call = (name, arguments) switch
        {
            ("Split", _) => "h",
            (_, CellFunctionNames.Any) => $"Linear({name}(x, h))",
            (_, 2) => $"{name}(h, Linear(x))",
            _ => $"{name}(Linear(x, h))",
        };
        string split = name == "Split" ? "var (a, b) = Split(Linear(x, units: 2), 2);" : "const double a = 1, b = 0;";
        CSharpCompilation compilation = Host.Compile($$"""
            [Cell] partial class C
            {
                public static Vec Step(Vec x, Vec h) { {{split}} return a * {{call}} + b; }
            }

            [RnnModel, Input(4), Recurrent<C>(3), Dense(2)] partial class M;
            """);
        Assert.Empty(Host.Analyze(compilation));
        GeneratorRunResult run = Host.Generate(compilation, out Compilation output);
        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain(output.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void Names_EveryFunction_HasARowThatIsFoundAgain()
    {
        foreach (CellFunction function in Enum.GetValues<CellFunction>())
            Assert.Equal(function, CellFunctionNames.Find(CellFunctionNames.NameOf(function))?.Function);
    }

    [Fact]
    public void Page_EveryFunction_IsInItsTable()
    {
        string page = File.ReadAllText(Repository.Path("docs/cells.md"));
        foreach (string name in Names())
            Assert.True(page.Contains($"`{name}`") || page.Contains($"{name}("), $"docs/cells.md: {name}");
    }

    private static IEnumerable<string> Names() => typeof(Symbolic.Functions)
        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Select(static method => method.Name).Distinct().Except(s_weighted).Except(s_graph)
        .Order(StringComparer.Ordinal);
}
