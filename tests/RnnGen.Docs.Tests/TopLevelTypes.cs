using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Docs.Tests;

/// <summary>The types that a file declares outside of other types.</summary>
internal static class TopLevelTypes
{
    /// <summary>Names, without file-local types.</summary>
    public static IReadOnlyList<string> In(string source) =>
    [
        .. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes(IsOutside)
            .OfType<BaseTypeDeclarationSyntax>()
            .Where(static type => !type.Modifiers.Any(SyntaxKind.FileKeyword))
            .Select(static type => type.Identifier.Text),
    ];

    private static bool IsOutside(SyntaxNode node) => node is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax;
}
