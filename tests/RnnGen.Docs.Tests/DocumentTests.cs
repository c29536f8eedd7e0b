using System.Reflection;
using System.Text.RegularExpressions;

namespace RnnGen.Docs.Tests;

public sealed partial class DocumentTests
{
    public static TheoryData<string> Pages() =>
    [
        .. Repository.Files("docs", ".md").Where(static path => path.Count(static c => c == '/') == 1)
            .Concat(Repository.Files("src", "README.md"))
            .Where(static path => DocumentCompiler.HasIlgpu || !Repository.Read(path).Contains("using RnnGen.Ilgpu;")),
        "README.md",
    ];

    public static TheoryData<string> AllPages() =>
    [
        .. Repository.Files("docs", ".md"),
        .. Repository.Files("samples", ".md"),
        .. Repository.Files("src", "README.md"),
        "README.md", "CHANGELOG.md", "CONTRIBUTING.md",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_CSharp_CompilesWithoutWarnings(string path)
    {
        DocumentCompiler.Compile(Document.Read(path), out IReadOnlyList<string> problems);
        Assert.True(problems.Count == 0, string.Join("\n", problems.Take(20)));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/cells.md")]
    [InlineData("docs/data.md")]
    [InlineData("docs/declarations.md")]
    [InlineData("docs/generation.md")]
    [InlineData("docs/getting-started.md")]
    [InlineData("docs/graphs.md")]
    [InlineData("docs/models.md")]
    [InlineData("docs/onnx.md")]
    [InlineData("docs/plots.md")]
    [InlineData("docs/streaming.md")]
    [InlineData("docs/training.md")]
    [InlineData("docs/weights.md")]
    [InlineData("src/RnnGen.Interchange/README.md")]
    [InlineData("src/RnnGen.Onnx/README.md")]
    public void Page_Program_Runs(string path)
    {
        Assembly program = DocumentCompiler.Compile(Document.Read(path), out _)!;
        string before = Environment.CurrentDirectory;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rnngen");
        Environment.CurrentDirectory = folder.FullName;
        try
        {
            program.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Environment.CurrentDirectory = before;
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Page_Links_LeadToFiles(string path)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, path))!;
        string[] dead =
        [
            .. Link().Matches(Repository.Read(path)).Select(static match => match.Groups[1].Value)
                .Where(static target => !target.Contains("://", StringComparison.Ordinal) && target[0] != '#')
                .Select(static target => target.Split('#')[0])
                .Where(target => !Path.Exists(Path.Combine(folder, target))),
        ];
        Assert.Empty(dead);
    }

    /// <summary>What a checklist names is there: a path from the root, from the folder it speaks of, or a name.</summary>
    [Fact]
    public void Checklist_Paths_AreFilesOrFolders()
    {
        string[] there =
        [
            .. new[] { "src", "generators", "tests", "docs" }
                .SelectMany(static folder => Repository.Files(folder, ""))
                .SelectMany(static file => new[] { file, Path.GetDirectoryName(file)!.Replace('\\', '/') }).Distinct()
                .Select(static path => "/" + path),
            "/CHANGELOG.md",
        ];
        string[] missing =
        [
            .. from page in (IEnumerable<string>)[.. Repository.Files("docs/how-to", ".md"), "docs/architecture.md", "CONTRIBUTING.md"]
               from Match match in NamedPath().Matches(Repository.Read(page))
               let path = match.Groups[1].Value
               where !there.Any(file => file.EndsWith("/" + path, StringComparison.Ordinal))
               select $"{page}: {path}",
        ];
        Assert.Empty(missing);
    }

    [GeneratedRegex(@"`((?:src|generators|tests|docs)/[\w./-]*\w|[\w./-]+\.(?:cs|md|py|props|json))`")]
    private static partial Regex NamedPath();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
