using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.CodeFixes;

/// <summary>The edit itself, without a workspace.</summary>
internal static class PartialModifier
{
    /// <summary>The tree with <c>partial</c> directly in front of the type's keyword, where C# wants it.</summary>
    public static SyntaxNode AddTo(SyntaxNode root, TypeDeclarationSyntax type)
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        TypeDeclarationSyntax changed = type.Modifiers.Count > 0
            ? type.AddModifiers(partial)
            : type.WithKeyword(type.Keyword.WithLeadingTrivia())
                .AddModifiers(partial.WithLeadingTrivia(type.Keyword.LeadingTrivia));
        return root.ReplaceNode(type, changed);
    }
}
