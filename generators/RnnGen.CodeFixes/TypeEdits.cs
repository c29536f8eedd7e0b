using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.CodeFixes;

/// <summary>Edits of a class's head.</summary>
internal static class TypeEdits
{
    public static Edit? MakePartial(FixTarget target) => target.Type is { } type
        ? target.Replace($"Make '{type.Identifier.ValueText}' partial", type, Partial(type)) : null;

    /// <summary>The modifier that the generator cannot serve, where one is to blame.</summary>
    public static Edit? RemoveModifier(FixTarget target)
    {
        SyntaxKind kind = target.Value(1) switch
        {
            "static" => SyntaxKind.StaticKeyword,
            "abstract" => SyntaxKind.AbstractKeyword,
            "local to its file" => SyntaxKind.FileKeyword,
            _ => SyntaxKind.None,
        };
        if (target.Type is not { } type || type.Modifiers.IndexOf(kind) is var index && index < 0)
            return null;
        SyntaxToken modifier = type.Modifiers[index];
        TypeDeclarationSyntax changed = type.WithModifiers(type.Modifiers.RemoveAt(index));
        if (index == 0 && type.AttributeLists.Count == 0)
            changed = changed.WithLeadingTrivia(type.GetLeadingTrivia());
        else if (index == 0)
            changed = Lead(changed, modifier.LeadingTrivia);
        return target.Replace($"Remove '{modifier.Text}'", type, changed);
    }

    /// <summary>A constructor that calls the generated one, where it calls none.</summary>
    public static Edit? CallGenerated(FixTarget target)
    {
        bool calls = target.Value(1).StartsWith("a constructor", StringComparison.Ordinal);
        if (!calls || target.Node is not ConstructorDeclarationSyntax { Initializer: null } constructor)
            return null;
        ConstructorDeclarationSyntax parsed = (ConstructorDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(
            $"C() : this(seed: 0){constructor.ParameterList.GetTrailingTrivia().ToFullString()} {{ }}")!;
        ParameterListSyntax parameters =
            constructor.ParameterList.WithTrailingTrivia(SyntaxFactory.Space);
        return target.Replace("Add ': this(seed: 0)'", constructor,
            constructor.WithParameterList(parameters).WithInitializer(parsed.Initializer!));
    }

    /// <summary>With <c>partial</c> directly in front of the type's keyword, where C# wants it.</summary>
    public static TypeDeclarationSyntax Partial(TypeDeclarationSyntax type)
    {
        if (type.Modifiers.Any(SyntaxKind.PartialKeyword))
            return type;
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return type.Modifiers.Count > 0
            ? type.AddModifiers(partial)
            : type.WithKeyword(type.Keyword.WithLeadingTrivia())
                .AddModifiers(partial.WithLeadingTrivia(type.Keyword.LeadingTrivia));
    }

    /// <summary>The trivia in front of whatever now follows the attributes.</summary>
    private static TypeDeclarationSyntax Lead(TypeDeclarationSyntax type, SyntaxTriviaList trivia)
        => type.Modifiers.Count > 0
            ? type.WithModifiers(type.Modifiers.Replace(
                type.Modifiers[0], type.Modifiers[0].WithLeadingTrivia(trivia)))
            : type.WithKeyword(type.Keyword.WithLeadingTrivia(trivia));
}
