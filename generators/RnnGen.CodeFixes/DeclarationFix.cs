using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace RnnGen.CodeFixes;

/// <summary>Offers the edit that <see cref="EditTable"/> has for a diagnostic.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DeclarationFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => EditTable.Ids;

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SemanticModel? model =
            await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null)
            return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (EditTable.Find(new FixTarget(context.Document, model, diagnostic)) is not { } edit)
                continue;
            CodeAction action = CodeAction.Create(edit.Title, _ => Task.FromResult(edit.Apply()), diagnostic.Id);
            context.RegisterCodeFix(action, diagnostic);
        }
    }
}
