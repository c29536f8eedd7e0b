using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Generators.Parsing;

/// <summary>Constructors that the user wrote, which have to fit the one that the generator writes.</summary>
internal static class OwnConstructors
{
    /// <summary>Whether the generated half can stand beside them at all.</summary>
    public static bool Check(INamedTypeSymbol type, Findings findings, CancellationToken cancellation)
    {
        var extends = true;
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            // an analyzer sees the generated half, too
            if (reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)
                || reference.GetSyntax(cancellation) is not ClassDeclarationSyntax part)
                continue;
            if (part.ParameterList is { } parameters)
            {
                findings.Report(DiagnosticIds.OwnConstructor, parameters.GetLocation(), type.Name,
                    "a primary constructor");
                extends = false;
            }

            foreach (ConstructorDeclarationSyntax constructor in part.Members.OfType<ConstructorDeclarationSyntax>())
            {
                if (Wrong(constructor) is not { } wrong)
                    continue;
                findings.Report(DiagnosticIds.OwnConstructor, constructor.Identifier.GetLocation(), type.Name, wrong);
                extends &= !IsGenerated(constructor);
            }
        }

        return extends;
    }

    private static string? Wrong(ConstructorDeclarationSyntax constructor)
    {
        if (constructor.Modifiers.Any(SyntaxKind.StaticKeyword))
            return null;
        if (IsGenerated(constructor))
            return "the same constructor of its own";
        return constructor.Initializer?.ThisOrBaseKeyword.IsKind(SyntaxKind.ThisKeyword) == true
            ? null : "a constructor that does not call the generated one";
    }

    private static bool IsGenerated(ConstructorDeclarationSyntax constructor)
        => constructor.ParameterList.Parameters is [{ Type: PredefinedTypeSyntax { Keyword: var keyword } }]
            && keyword.IsKind(SyntaxKind.ULongKeyword);
}
