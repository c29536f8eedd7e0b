using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.CodeFixes;

/// <summary>Edits of a string literal that has the squiggle.</summary>
internal static class TextEdits
{
    /// <summary>The name with the first number behind it that no other text of the class has.</summary>
    public static Edit? Unique(FixTarget target) => Literal(target) is { } literal
        ? Set(target, literal, Numbered(literal.Token.ValueText, Texts(target.Type)), "Rename to ") : null;

    /// <summary>Underscores for what a name may not have.</summary>
    public static Edit? Valid(FixTarget target)
    {
        if (Literal(target) is not { } literal)
            return null;
        string name = Regex.Replace(literal.Token.ValueText.Trim(), "[^A-Za-z0-9_]+", "_");
        return Regex.IsMatch(name, "^[A-Za-z][A-Za-z0-9_]{0,99}$") ? Set(target, literal, name, "Rename to ") : null;
    }

    /// <summary>Named sizes with other signs between name, number and the next pair.</summary>
    public static Edit? SizeList(FixTarget target)
    {
        const string Pair = @"\s*([A-Za-z][A-Za-z0-9_]*)\s*[:=\s]\s*([0-9]+)\s*";
        if (Literal(target) is not { } literal)
            return null;
        string[] pairs = literal.Token.ValueText.Split(',', ';');
        if (!pairs.All(static pair => Regex.IsMatch(pair, $"^{Pair}$")))
            return null;
        string text = string.Join(",", pairs.Select(static pair => Regex.Replace(pair, Pair, "$1=$2")));
        return Set(target, literal, text, "Write ");
    }

    public static LiteralExpressionSyntax? Literal(FixTarget target)
        => target.Node.FirstAncestorOrSelf<LiteralExpressionSyntax>() is { } literal
            && literal.IsKind(SyntaxKind.StringLiteralExpression) ? literal : null;

    /// <summary>The texts of a class, which its names are among.</summary>
    public static HashSet<string> Texts(TypeDeclarationSyntax? type) => new(
        (type?.DescendantNodes() ?? []).OfType<LiteralExpressionSyntax>().Select(static text => text.Token.ValueText),
        StringComparer.Ordinal);

    /// <summary>The name with a number behind it that is not taken.</summary>
    public static string Numbered(string name, HashSet<string> taken)
    {
        string stem = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var number = 2;
        while (taken.Contains(stem + number))
            number++;
        return stem + number;
    }

    public static LiteralExpressionSyntax Text(string text) => SyntaxFactory.LiteralExpression(
        SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));

    public static Edit Set(FixTarget target, LiteralExpressionSyntax literal, string text, string verb)
        => target.Replace($"{verb}\"{text}\"", literal, Text(text).WithTriviaFrom(literal));
}
