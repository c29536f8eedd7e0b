extern alias fixes;
using System.Collections.Immutable;
using fixes::RnnGen.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace RnnGen.Generators.Tests.Support;

/// <summary>Runs the code fix as an editor does.</summary>
internal static class Fixes
{
    public static DeclarationFix Provider { get; } = new();

    public static IReadOnlyList<string> Ids => Provider.FixableDiagnosticIds;

    /// <summary>What is offered on the first diagnostic of the id; null where nothing is.</summary>
    public static async Task<CodeAction?> Find(Project project, string id)
    {
        Diagnostic diagnostic = Diagnostics(project, id).First();
        CodeAction? found = null;
        Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
        var context = new CodeFixContext(document, diagnostic, (action, _) => found ??= action, default);
        await Provider.RegisterCodeFixesAsync(context);
        return found;
    }

    public static async Task<Project> Apply(CodeAction action, Project project)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(default);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    /// <summary>Every diagnostic of the id mended at once.</summary>
    public static async Task<Project> ApplyToAll(Project project, string id)
    {
        var context = new FixAllContext(
            project.Documents.First(), Provider, FixAllScope.Project, id, [id], new Found(id), default);
        CodeAction? action = await Provider.GetFixAllProvider().GetFixAsync(context);
        return await Apply(action!, project);
    }

    public static ImmutableArray<Diagnostic> Diagnostics(Project project, string? id = null)
        => [.. Host.Analyze(project.GetCompilationAsync().Result!).Where(d => id is null || d.Id == id)];

    /// <summary>The documents without the header that tests share.</summary>
    public static IEnumerable<string> Texts(Project project)
        => project.Documents.OrderBy(static d => d.Name, StringComparer.Ordinal)
            .Select(static d => d.GetTextAsync().Result.ToString()[Host.Header.Length..]);

    private sealed class Found(string id) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken _)
            => Task.FromResult<IEnumerable<Diagnostic>>(Diagnostics(project, id));

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken _)
            => Task.FromResult(Diagnostics(document.Project, id)
                .Where(d => document.Project.GetDocument(d.Location.SourceTree)?.Id == document.Id));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken _)
            => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
