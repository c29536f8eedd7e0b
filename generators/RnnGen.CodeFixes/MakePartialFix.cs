using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnGen.Compiler;

namespace RnnGen.CodeFixes;

/// <summary>Makes a model, a cell or an enclosing type partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MakePartialFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds
        => ImmutableArray.Create(DiagnosticIds.NotPartial, DiagnosticIds.EnclosingNotPartial);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return;
        Document Fixed() => context.Document.WithSyntaxRoot(PartialModifier.AddTo(root, type));
        CodeAction action = CodeAction.Create(
            $"Make '{type.Identifier.ValueText}' partial", _ => Task.FromResult(Fixed()), nameof(MakePartialFix));
        context.RegisterCodeFix(action, context.Diagnostics);
    }
}
