using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

public class IncrementalTests
{
    private const string Declarations = """
        [Cell]
        public sealed partial class Gated
        {
            public static Vec Step(Vec x, Vec h)
            {
                var f = Sigmoid(Affine(x, h));
                return f * h + (1 - f) * Affine(x);
            }
        }

        [RnnModel, Input(8), Recurrent<Gated>(16), Lstm(8, Projection = 4), LastStep, Dense(3), CrossEntropy]
        public sealed partial class M;

        [RnnModel, Input(8), Gru(0)]
        public sealed partial class Wrong;

        [RnnModel]
        public sealed partial class Graph
        {
            [Gru(6)] private static partial Recurrence Encode(Seq x);
            [Dense(3)] private static partial Seq Emit(Seq h);

            [Forward, CrossEntropy]
            private static Seq Scores([Input(4)] Seq x)
            {
                var h = Encode(x).Outputs;
                return Emit(Concat(Tanh(h) + 1, Slice(x, 0, 2)));
            }
        }

        [RnnModel]
        public sealed partial class WrongGraph
        {
            [Dense(3)] private static partial Seq Emit(Seq h);
        }
        """;

    private static readonly string[] s_ours =
        ["Precision", "Models", "Cells", "ModelSources", "CellSources", "ModelClashes", "CellClashes"];

    [Fact]
    public void Pipeline_UnrelatedEdit_RecomputesNothing()
    {
        CSharpCompilation before = Host.Compile(Declarations, "class Other { int a; }");
        SyntaxTree other = before.SyntaxTrees[1];
        CSharpCompilation after =
            before.ReplaceSyntaxTree(other, Host.Tree("class Other { int a, b; }", other.FilePath));
        GeneratorDriver driver = Host.Driver().RunGenerators(before).RunGenerators(after);
        GeneratorRunResult run = driver.GetRunResult().Results[0];
        AssertNothingNew(run);
        // the parse runs again and finds the same; nothing behind it runs
        Assert.All(Reasons(run, "ParsedModels").Concat(Reasons(run, "ParsedCells")),
            static reason => Assert.Equal(IncrementalStepRunReason.Unchanged, reason));
        foreach (string name in new[] { "Models", "Cells", "ModelSources", "CellSources" })
            Assert.All(Reasons(run, name), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Contains("class __MProgram", run.GeneratedSources
            .Single(static s => s.HintName == "M.g.cs").SourceText.ToString());
    }

    [Fact]
    public void Pipeline_MovedDeclaration_RecomputesNothing()
    {
        CSharpCompilation before = Host.Compile(Declarations);
        SyntaxTree tree = before.SyntaxTrees[0];
        CSharpCompilation after = before.ReplaceSyntaxTree(tree, Host.Tree("// A comment.\n\n" + tree, tree.FilePath));
        GeneratorDriver driver = Host.Driver().RunGenerators(before).RunGenerators(after);
        AssertNothingNew(driver.GetRunResult().Results[0]);
    }

    [Fact]
    public void Pipeline_EditedCell_ReachesItsModel()
    {
        CSharpCompilation before = Host.Compile(Declarations);
        SyntaxTree tree = before.SyntaxTrees[0];
        string edited = tree.ToString().Replace("f * h + ", "h + ");
        CSharpCompilation after = before.ReplaceSyntaxTree(tree, Host.Tree(edited, tree.FilePath));
        GeneratorDriver driver = Host.Driver().RunGenerators(before).RunGenerators(after);
        IEnumerable<IncrementalStepRunReason> reasons = Reasons(driver.GetRunResult().Results[0], "Models");
        Assert.Equal(1, reasons.Count(static reason => reason == IncrementalStepRunReason.Modified));
    }

    [Fact]
    public void Pipeline_Values_HoldNothingOfRoslyn()
    {
        GeneratorRunResult run = Host.Driver().RunGenerators(Host.Compile(Declarations)).GetRunResult().Results[0];
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (string name in s_ours)
        {
            foreach ((object value, _) in run.TrackedSteps[name].SelectMany(static step => step.Outputs))
                Walk(value, name, seen);
        }

        Assert.True(seen.Count > 20);
    }

    [Theory]
    [InlineData("double", "double")]
    [InlineData("Single", "float")]
    [InlineData("", "float")]
    [InlineData(null, "float")]
    public void Precision_Property_IsTheDefault(string? property, string expected)
    {
        CSharpCompilation compilation = Host.Compile("[RnnModel, Input(8), Gru(0)] partial class M;");
        string stub = Assert.Single(Host.Generate(compilation, out _, property).GeneratedSources).SourceText.ToString();
        Assert.Contains($"Model<{expected}>", stub);
        compilation = Host.Compile("[RnnModel(Precision = Precision.Single), Input(8), Gru(0)] partial class M;");
        stub = Assert.Single(Host.Generate(compilation, out _, property).GeneratedSources).SourceText.ToString();
        Assert.Contains("Model<float>", stub);
    }

    [Fact]
    public void HintNames_DifferByCaseOnly_AreBothGenerated()
    {
        CSharpCompilation compilation = Host.Compile("""
            [RnnModel, Input(8), Gru(0)] partial class Model1;
            [RnnModel, Input(8), Gru(0)] partial class MODEL1;
            [RnnModel, Input(8), Gru(0)] partial class Größe;
            [RnnModel, Input(8), Gru(0)] partial class Grüße;
            [RnnModel, Input(8), Gru(0)] partial class @class;
            """);
        GeneratorRunResult run = Host.Generate(compilation, out Compilation output);
        Assert.Null(run.Exception);
        Assert.Equal(5, run.GeneratedSources.Length);
        Assert.Empty(Support.Declarations.FoundInGenerated(run, output));
    }

    private static void AssertNothingNew(GeneratorRunResult run)
    {
        foreach (string name in s_ours)
            Assert.All(Reasons(run, name), static reason
                => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        IEnumerable<IncrementalStepRunReason> outputs = run.TrackedOutputSteps.SelectMany(static pair => pair.Value)
            .SelectMany(static step => step.Outputs).Select(static output => output.Reason);
        Assert.All(outputs, static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult run, string name)
    {
        ImmutableArray<IncrementalGeneratorRunStep> steps = run.TrackedSteps[name];
        Assert.NotEmpty(steps);
        return steps.SelectMany(static step => step.Outputs).Select(static output => output.Reason);
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null || value.GetType().IsPrimitive || value is string or Enum or Type || !seen.Add(value))
            return;
        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Location or Compilation or SemanticModel or AttributeData,
            path);
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
                Walk(item, path + "[]", seen);
        }

        const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (FieldInfo field in value.GetType().GetFields(Fields))
            Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
    }
}
