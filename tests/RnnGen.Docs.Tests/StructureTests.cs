namespace RnnGen.Docs.Tests;

/// <summary>What the layout of the sources promises.</summary>
public sealed class StructureTests
{
    private const int MaxLines = 400;
    private const int MaxColumns = 120;

    // Path and reason. A file that is one table may be longer; an algorithm may not.
    private static readonly Dictionary<string, string> s_longFiles = [];

    private static IEnumerable<string> Sources =>
        Repository.Files("src", ".cs").Concat(Repository.Files("generators", ".cs"));

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
            .. Sources.SelectMany(static path => Lines(path)
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
    public void Sources_Types_StandAloneUnderTheFilesName()
    {
        // Nested types and types after the first are indented or file-local.
        string[] found = [.. Sources.Where(static path => TopLevelTypes.In(Repository.Read(path)).Count > 1)];
        Assert.Empty(found);
    }

    private static string[] Lines(string path) => Repository.Read(path).TrimEnd('\n').Split('\n');
}
