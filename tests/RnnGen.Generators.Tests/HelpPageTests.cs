using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Generators.Diagnostics;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>The help page of each id: its message, a wrong and a right example that are so, and its code fix.</summary>
public partial class HelpPageTests
{
    public static TheoryData<string> Ids => [.. DiagnosticDescriptors.All.Select(static d => d.Id)];

    /// <summary>Ids whose examples are declarations; the others are about a project, a reference, or us.</summary>
    public static TheoryData<string> Declared
        => [.. DiagnosticDescriptors.All.Select(static d => d.Id).Except(DiagnosticCases.Elsewhere)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_Each_SaysTheMessageAndTheFix(string id)
    {
        DiagnosticDescriptor descriptor = DiagnosticDescriptors.Get(id);
        string page = Page(id);
        string message = Argument().Replace(descriptor.MessageFormat.ToString(), "...").TrimEnd('.');
        Assert.Contains($"\n{descriptor.DefaultSeverity}. {message}.\n", page.Replace("`", ""));
        Assert.Equal(Fixes.Ids.Contains(id), page.Contains("\nCode fix: *"));
        string row = $"| [{id}]({id}.md) | {descriptor.DefaultSeverity.ToString().ToLowerInvariant()} "
            + $"| {descriptor.Title} | {(Fixes.Ids.Contains(id) ? "yes" : "")} |";
        Assert.Contains(row, File.ReadAllText(Repository.Path("docs/diagnostics/README.md")));
        if (id != "RNN9001")
            Assert.Matches("\n## Wrong\n(.|\n)*\n## Right\n", page);
    }

    [Theory]
    [MemberData(nameof(Declared))]
    public async Task Page_Examples_AreWrongAndRight(string id)
    {
        string page = Page(id);
        string[] blocks = [.. Block().Matches(page).Select(static match => match.Groups[1].Value)];
        Assert.Equal(2, blocks.Length);
        Project wrong = Host.Project(blocks[0]);
        Assert.Equal(id, Assert.Single(Fixes.Diagnostics(wrong)).Id);

        CSharpCompilation right = Host.Compile(blocks[1]);
        Assert.Empty(Host.Analyze(right));
        Host.Generate(right, out Compilation output);
        Assert.DoesNotContain(output.GetDiagnostics(), static d => d.Severity >= DiagnosticSeverity.Warning);

        CodeAction? fix = Fixes.Ids.Contains(id) ? await Fixes.Find(wrong, id) : null;
        string? offered = FixLine().Match(page) is { Success: true } line ? line.Groups[1].Value : null;
        Assert.Equal(offered, fix?.Title);
    }

    private static string Page(string id) => File.ReadAllText(Repository.Path($"docs/diagnostics/{id}.md"));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\nCode fix: \*(.*)\*\.\n")]
    private static partial Regex FixLine();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Argument();
}
