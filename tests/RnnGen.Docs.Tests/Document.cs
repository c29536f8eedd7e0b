using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Docs.Tests;

/// <summary>
/// The C# of a page. Blocks of statements follow each other as one program, as a reader meets them; a block of
/// declarations is a file of its own.
/// </summary>
internal sealed class Document
{
    private const string Fence = "```";

    private Document(string path, IReadOnlyList<SyntaxTree> files, bool hasProgram)
    {
        Path = path;
        Files = files;
        HasProgram = hasProgram;
    }

    /// <summary>The page, relative to the root.</summary>
    public string Path { get; }

    public IReadOnlyList<SyntaxTree> Files { get; }

    public bool HasProgram { get; }

    public static CSharpParseOptions Language { get; } = new(LanguageVersion.Latest);

    public static Document Read(string path)
    {
        var files = new List<SyntaxTree>();
        var program = new List<string>();
        foreach ((int line, string code) in Blocks(Repository.Read(path)))
        {
            // Errors then name the page and its line.
            string located = $"#line {line} \"{path}\"\n{code}";
            SyntaxTree tree = CSharpSyntaxTree.ParseText(located, Language, $"{path}.{line}.cs");
            if (tree.GetCompilationUnitRoot().Members.Any(static member => member is GlobalStatementSyntax))
                program.Add(located);
            else
                files.Add(tree);
        }

        if (program.Count > 0)
            files.Add(CSharpSyntaxTree.ParseText(string.Concat(program), Language, $"{path}.cs"));
        return new Document(path, files, program.Count > 0);
    }

    private static IEnumerable<(int Line, string Code)> Blocks(string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimEnd() != Fence + "csharp")
                continue;
            int first = i + 1;
            int end = Array.FindIndex(lines, first, static line => line.TrimEnd() == Fence);
            yield return (first + 1, string.Join('\n', lines[first..end]) + "\n");
            i = end;
        }
    }
}
