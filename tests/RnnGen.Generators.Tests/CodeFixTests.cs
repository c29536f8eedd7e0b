using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>Every code fix: what it is called, what it writes, and that nothing is wrong behind it.</summary>
public class CodeFixTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int>();
            for (var i = 0; i < FixCases.All.Length; i++)
                data.Add(FixCases.All[i].Id, i);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Fix_WrongDeclaration_MendsIt(string id, int index)
    {
        FixCase test = FixCases.All[index];
        Project project = Host.Project(test.Before);
        CodeAction action = Assert.IsAssignableFrom<CodeAction>(await Fixes.Find(project, id));
        Assert.Equal(test.Title, action.Title);
        Project changed = await Fixes.Apply(action, project);
        Assert.Equal(test.After, Assert.Single(Fixes.Texts(changed)));
        AssertRight(changed);
    }

    [Fact]
    public void Id_WithFix_HasACase()
        => Assert.Equal(Fixes.Ids, FixCases.All.Select(static c => c.Id).Concat(FixCases.Elsewhere)
            .Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("RNN0002", "[RnnModel, Input(8), Gru(3)] partial record M;")]
    [InlineData("RNN0010", "[RnnModel, Input, Gru(3)] partial class M;")]
    [InlineData("RNN0014", "[RnnModel, Input(8), Gru(3, Name = \"2\")] partial class M;")]
    [InlineData("RNN0016", "[RnnModel, Input(8), Recurrent<LstmProjectedCell>(8, Sizes = \"=\")] partial class M;")]
    [InlineData("RNN0019", "[RnnModel, Input(8), Gru(3)] partial class M(int x) { public int X => x; }")]
    [InlineData("RNN0019", "[RnnModel, Input(8), Gru(3)] partial class M { public M(ulong s) { } }")]
    [InlineData("RNN0102", "[RnnModel, Input(8), Gru(3), Dropout(1.5), Dense(2)] partial class M;")]
    [InlineData("RNN0102", "[RnnModel, Input(8), Gru(3), Dropout(-0.5), Dense(2)] partial class M;")]
    [InlineData("RNN0108", "[RnnModel, Input(8), Gru(3), CrossEntropy(LabelSmoothing = 1)] partial class M;")]
    [InlineData("RNN0115", "[RnnModel, Input(8), Gru(2_000_000)] partial class M;")]
    [InlineData("RNN0302", "[Cell] partial class C { public static async Vec Step(Vec x, Vec h) => x * h; }")]
    [InlineData("RNN0314",
        "[Cell] partial class C { public static Vec Step(Vec x, Vec h) { var p = Split(x, 2); return x * h; } }")]
    [InlineData("RNN0317", "[RnnModel, Input(8), Recurrent<string>(3)] partial class M;")]
    [InlineData("RNN0406",
        "[RnnModel, Input(8), Gru(3), Dense(1), CrossEntropy(LabelSmoothing = 0.1)] partial class M;")]
    public async Task Fix_NotObvious_IsNotOffered(string id, string source)
        => Assert.Null(await Fixes.Find(Host.Project(source), id));

    [Fact]
    public async Task FixAll_SeveralOfOneId_MendsAll()
    {
        Project project = Host.Project("""
            [RnnModel, Input(8), Gru(3, Layers = 0), Lstm(2, Layers = -4)]
            partial class M;

            [RnnModel, Input(8), Gru(3, Layers = 0)]
            partial class N;
            """);
        Project changed = await Fixes.ApplyToAll(project, "RNN0104");
        Assert.Equal("""
            [RnnModel, Input(8), Gru(3, Layers = 1), Lstm(2, Layers = 1)]
            partial class M;

            [RnnModel, Input(8), Gru(3, Layers = 1)]
            partial class N;
            """, Assert.Single(Fixes.Texts(changed)));
        AssertRight(changed);
    }

    [Fact]
    public async Task Fix_PartsInSeveralFiles_JoinsTheirLayers()
    {
        Project project = Host.Project(
            """
            [Dense(2)]
            [CrossEntropy]
            partial class M;
            """,
            """
            /// <summary>Kept.</summary>
            [RnnModel]
            [Input(8)]
            [Gru(3)] // kept
            public sealed partial class M;
            """,
            """
            [Obsolete, Lstm(4)]
            partial class M
            {
            }
            """);
        CodeAction action = (await Fixes.Find(project, "RNN0004"))!;
        Assert.Equal("Move all layers to the part with [RnnModel]", action.Title);
        Project changed = await Fixes.Apply(action, project);
        Assert.Equal(
            [
                "partial class M;",
                """
                /// <summary>Kept.</summary>
                [RnnModel]
                [Input(8)]
                [Gru(3)] // kept
                [Dense(2)]
                [Lstm(4)]
                [CrossEntropy]
                public sealed partial class M;
                """,
                """
                [Obsolete]
                partial class M
                {
                }
                """,
            ],
            Fixes.Texts(changed));
        AssertRight(changed);
    }

    [Fact]
    public async Task Fix_FileWithoutUsing_WritesTheFullName()
    {
        Project project = Host.Project("[RnnModel, Input(8), Recurrent<N.C>(4)] partial class M;");
        const string Cell = """
            using RnnGen.Symbolic;
            namespace N;
            /// <summary>Kept.</summary>
            public sealed class C
            {
                public static Vec Step(Vec x, Vec h) => x * h;
            }
            """;
        project = project.AddDocument("Z.cs", Cell).Project;
        CodeAction action = (await Fixes.Find(project, "RNN0317"))!;
        Project changed = await Fixes.Apply(action, project);
        string text = (await changed.Documents.Single(static d => d.Name == "Z.cs").GetTextAsync()).ToString();
        Assert.Equal(
            Cell.Replace("public sealed class", "[RnnGen.Cell]\npublic sealed partial class"), text);
    }

    [Fact]
    public async Task Fix_ProjectWithoutUnsafe_AllowsIt()
    {
        Project project = Host.Project("[RnnModel, Input(8), Gru(4)] partial class M;");
        var options = (CSharpCompilationOptions)project.CompilationOptions!;
        project = project.WithCompilationOptions(options.WithAllowUnsafe(false));
        CodeAction action = (await Fixes.Find(project, "RNN0017"))!;
        Assert.Equal("Allow unsafe blocks in this project", action.Title);
        AssertRight(await Fixes.Apply(action, project));
    }

    [Fact]
    public async Task Fix_ProjectOfOldLanguage_RaisesIt()
    {
        Project project = Host.Project("[RnnModel, Input(8), Gru(4)] partial class M { }");
        var options = (CSharpParseOptions)project.ParseOptions!;
        project = project.WithParseOptions(options.WithLanguageVersion(LanguageVersion.CSharp11));
        CodeAction action = (await Fixes.Find(project, "RNN0018"))!;
        Assert.Equal("Compile this project as C# 12", action.Title);
        Project changed = await Fixes.Apply(action, project);
        Assert.Equal(LanguageVersion.CSharp12, ((CSharpParseOptions)changed.ParseOptions!).LanguageVersion);
        Assert.Empty(Fixes.Diagnostics(changed));
    }

    private static void AssertRight(Project project)
    {
        Assert.Empty(Fixes.Diagnostics(project));
        Compilation compilation = project.GetCompilationAsync().Result!;
        Host.Generate(compilation, out Compilation output);
        Assert.DoesNotContain(output.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
    }
}
