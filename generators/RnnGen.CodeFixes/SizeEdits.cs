using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.CodeFixes;

/// <summary>Edits of a layer's named sizes.</summary>
internal static class SizeEdits
{
    /// <summary>The missing size, as the message writes it.</summary>
    public static Edit? Add(FixTarget target)
    {
        if (target.Attribute is not { } attribute)
            return null;
        string pair = target.Value(1) + "=32";
        AttributeArgumentSyntax? sizes = attribute.ArgumentList?.Arguments
            .FirstOrDefault(static a => a.NameEquals?.Name.Identifier.ValueText == "Sizes");
        if (sizes is null)
            return ArgumentEdits.AddLast(target, attribute, $"Sizes = \"{pair}\"");
        return sizes.Expression is LiteralExpressionSyntax { Token.ValueText: { Length: > 0 } text } literal
            ? TextEdits.Set(target, literal, $"{text.TrimEnd()},{pair}", "Write ") : null;
    }

    /// <summary>The size that the cell does not have, and the argument where it was the only one.</summary>
    public static Edit? Remove(FixTarget target)
    {
        if (TextEdits.Literal(target) is not { } literal)
            return null;
        string[] kept =
        [
            .. literal.Token.ValueText.Split(',').Where(pair => pair.Split('=')[0].Trim() != target.Value(1)),
        ];
        return kept.Length == 0
            ? ArgumentEdits.Remove(target)
            : TextEdits.Set(target, literal, string.Join(",", kept).Trim(), "Write ");
    }
}
