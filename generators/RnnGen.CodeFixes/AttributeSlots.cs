using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.CodeFixes;

/// <summary>The syntax of attributes and their lists: several in one list, one a line, or side by side.</summary>
internal static class AttributeSlots
{
    private static readonly SyntaxTriviaList s_lineEnd = SyntaxFactory.TriviaList(SyntaxFactory.LineFeed);

    /// <summary>
    /// Attributes that change places. Lists of one attribute move as a whole where each ends its line, so that a
    /// comment behind it moves along.
    /// </summary>
    public static Dictionary<SyntaxNode, SyntaxNode> Permute(
        IReadOnlyList<AttributeSyntax> slots, IReadOnlyList<AttributeSyntax> occupants)
    {
        int[] changed = [.. Enumerable.Range(0, slots.Count).Where(i => slots[i] != occupants[i])];
        if (!changed.All(i => List(slots[i]).Attributes.Count == 1))
            return changed.ToDictionary(
                i => (SyntaxNode)slots[i], i => (SyntaxNode)occupants[i].WithTriviaFrom(slots[i]));
        bool linewise = changed.All(i => EndsLine(List(slots[i])));
        return changed.ToDictionary(i => (SyntaxNode)List(slots[i]), i => Placed(List(occupants[i]), List(slots[i])));

        SyntaxNode Placed(AttributeListSyntax list, AttributeListSyntax slot) => list
            .WithLeadingTrivia(slot.GetLeadingTrivia())
            .WithTrailingTrivia(linewise ? list.GetTrailingTrivia() : slot.GetTrailingTrivia());
    }

    /// <summary>The type without the attribute, and without its list where that was its only one.</summary>
    public static TypeDeclarationSyntax Without(TypeDeclarationSyntax type, AttributeSyntax attribute)
    {
        AttributeListSyntax list = List(attribute);
        if (list.Attributes.Count > 1)
            return type.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove(attribute)));
        int index = type.AttributeLists.IndexOf(list);
        TypeDeclarationSyntax changed = type.WithAttributeLists(type.AttributeLists.RemoveAt(index));
        if (index == 0)
            return changed.WithLeadingTrivia(type.GetLeadingTrivia());
        AttributeListSyntax before = changed.AttributeLists[index - 1];
        return EndsLine(list) || before.GetTrailingTrivia().Count > 0
            ? changed
            : changed.ReplaceNode(before, before.WithTrailingTrivia(list.GetTrailingTrivia()));
    }

    /// <summary>The type with an attribute in front of another, in the other's style.</summary>
    public static TypeDeclarationSyntax InsertBefore(
        TypeDeclarationSyntax type, AttributeSyntax anchor, AttributeSyntax attribute)
    {
        AttributeListSyntax list = List(anchor);
        if (list.Attributes.Count > 1)
            return type.ReplaceNode(list, list.WithAttributes(
                Spaced(list.Attributes.Insert(list.Attributes.IndexOf(anchor), attribute))));
        AttributeListSyntax added = NewList(attribute)
            .WithLeadingTrivia(list.GetLeadingTrivia())
            .WithTrailingTrivia(EndsLine(list) ? s_lineEnd : default);
        AttributeListSyntax moved = list.WithLeadingTrivia(EndsLine(list) ? Indentation(list) : []);
        int index = type.AttributeLists.IndexOf(list);
        return type.WithAttributeLists(type.AttributeLists.Replace(list, moved).Insert(index, added));
    }

    /// <summary>The type with an attribute behind another, in the other's style.</summary>
    public static TypeDeclarationSyntax InsertBehind(
        TypeDeclarationSyntax type, AttributeSyntax anchor, AttributeSyntax attribute)
    {
        AttributeListSyntax list = List(anchor);
        if (list.Attributes.Count > 1)
            return type.ReplaceNode(list, list.WithAttributes(
                Spaced(list.Attributes.Insert(list.Attributes.IndexOf(anchor) + 1, attribute))));
        AttributeListSyntax added = NewList(attribute)
            .WithLeadingTrivia(EndsLine(list) ? Indentation(list) : [])
            .WithTrailingTrivia(EndsLine(list) ? s_lineEnd : list.GetTrailingTrivia());
        int index = type.AttributeLists.IndexOf(list);
        SyntaxList<AttributeListSyntax> lists = EndsLine(list)
            ? type.AttributeLists : type.AttributeLists.Replace(list, list.WithTrailingTrivia());
        return type.WithAttributeLists(lists.Insert(index + 1, added));
    }

    /// <summary>A list on a line of its own, above a declaration that keeps its leading trivia.</summary>
    public static AttributeListSyntax Line(AttributeSyntax attribute, SyntaxNode declaration)
        => NewList(attribute)
            .WithTrailingTrivia(s_lineEnd.AddRange(Indentation(declaration)));

    /// <summary>The whitespace that a line of the list starts with.</summary>
    public static SyntaxTriviaList Indentation(SyntaxNode node)
        => [.. node.GetLeadingTrivia().Reverse().TakeWhile(static t => t.IsKind(SyntaxKind.WhitespaceTrivia))];

    public static bool EndsLine(SyntaxNode node)
        => node.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);

    /// <summary>Without the elastic trivia that makes an editor lay out the line again.</summary>
    private static AttributeListSyntax NewList(AttributeSyntax attribute)
    {
        AttributeListSyntax list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute));
        IEnumerable<SyntaxTrivia> elastic = list.DescendantTrivia().Where(static trivia => trivia.FullSpan.IsEmpty);
        return list.ReplaceTrivia(elastic, static (_, _) => default);
    }

    private static AttributeListSyntax List(AttributeSyntax attribute) => (AttributeListSyntax)attribute.Parent!;

    /// <summary>Inserting leaves separators bare.</summary>
    private static SeparatedSyntaxList<AttributeSyntax> Spaced(SeparatedSyntaxList<AttributeSyntax> attributes)
    {
        SyntaxToken[] bare = [.. attributes.GetSeparators().Where(static token => token.TrailingTrivia.Count == 0)];
        foreach (SyntaxToken separator in bare)
            attributes = attributes.ReplaceSeparator(separator, separator.WithTrailingTrivia(SyntaxFactory.Space));
        return attributes;
    }
}
