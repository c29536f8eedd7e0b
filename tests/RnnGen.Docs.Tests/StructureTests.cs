namespace RnnGen.Docs.Tests;

/// <summary>What the layout of the sources promises.</summary>
public sealed class StructureTests
{
    private const int MaxLines = 400;
    private const int MaxColumns = 120;

    // Path and reason. A file that is one table may be longer; an algorithm may not.
    private static readonly Dictionary<string, string> s_longFiles = [];

    // Closed unions (nodes, instructions, layer specs) stand with their base in one file; not held to the width yet.
    private const string Compiler = "generators/RnnGen.Compiler/";

    private static IEnumerable<string> Sources =>
        Repository.Files("src", ".cs").Concat(Repository.Files("generators", ".cs"));

    private static IEnumerable<string> OutsideCompiler =>
        Sources.Where(static path => !path.StartsWith(Compiler, StringComparison.Ordinal));

    [Fact]
    public void Sources_Length_IsAtMost400Lines()
    {
        string[] found =
        [
            .. Sources.Where(static path => Lines(path).Length > MaxLines && !s_longFiles.ContainsKey(path)),
        ];
        Assert.Empty(found);
    }

    [Fact]
    public void LongFiles_Exceptions_AreStillNeeded()
    {
        Assert.All(s_longFiles.Keys, static path => Assert.True(Lines(path).Length > MaxLines, path));
    }

    [Fact]
    public void Sources_Width_IsAtMost120Columns()
    {
        string[] found =
        [
            .. OutsideCompiler.SelectMany(static path => Lines(path)
                .Select((line, i) => (Line: line, At: $"{path}:{i + 1}"))
                .Where(static item => item.Line.Length > MaxColumns)
                .Select(static item => $"{item.At} ({item.Line.Length})")),
        ];
        Assert.Empty(found);
    }

    [Fact]
    public void Sources_LineEnds_AreLineFeeds()
    {
        Assert.DoesNotContain(Sources, static path => Repository.Read(path).Contains('\r'));
    }

    [Fact]
    public void Sources_Types_HaveAFileEach()
    {
        Assert.DoesNotContain(OutsideCompiler, static path => TopLevelTypes.In(Repository.Read(path)).Count > 1);
    }

    [Fact]
    public void Imports_OfAllProjects_AreInOrder()
    {
        string[] folders = ["src", "generators", "tests", "samples", "benchmarks"];
        string[] found =
        [
            .. folders.SelectMany(static folder => Repository.Files(folder, ".cs"))
                .Where(static path => !path.EndsWith(".verified.cs", StringComparison.Ordinal))
                .Select(static path => (Path: path, Import: Imports.FirstMisplaced(Repository.Read(path))))
                .Where(static item => item.Import != null)
                .Select(static item => $"{item.Path}: {item.Import}"),
        ];
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("using RnnGen;\nusing System;", "using System;")]
    [InlineData("using RnnGen.Text;\nusing RnnGen.series;", "using RnnGen.series;")]
    [InlineData("using A = System.Math;\nusing static System.Math;", "using static System.Math;")]
    [InlineData("using System.Text;\nglobal using RnnGen;", "global using RnnGen;")]
    [InlineData("namespace N;\nusing B;\nusing A;", "using A;")]
    [InlineData("using System;\nusing System.Text;\nusing alpha;\nusing Beta;\nusing static System.Math;", null)]
    public void Imports_OutOfOrder_AreFound(string source, string? misplaced)
        => Assert.Equal(misplaced, Imports.FirstMisplaced(source));

    private static string[] Lines(string path) => Repository.Read(path).TrimEnd('\n').Split('\n');
}
