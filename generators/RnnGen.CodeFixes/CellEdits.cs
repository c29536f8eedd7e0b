using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.CodeFixes;

/// <summary>Edits of a cell's equations.</summary>
internal static class CellEdits
{
    public static Edit? MakeStatic(FixTarget target)
    {
        if (target.Value(0) != "is not static"
            || target.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } step)
            return null;
        SyntaxToken word = SyntaxFactory.Token(SyntaxKind.StaticKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        MethodDeclarationSyntax changed = step.Modifiers.Count > 0
            ? step.AddModifiers(word)
            : step.WithReturnType(step.ReturnType.WithLeadingTrivia())
                .AddModifiers(word.WithLeadingTrivia(step.ReturnType.GetLeadingTrivia()));
        return target.Replace("Make Step static", step, changed);
    }

    /// <summary>A tensor of its own for an affine.</summary>
    public static Edit? AddName(FixTarget target, string name)
    {
        if (Call(target) is not { } call || call.ArgumentList.Arguments.Any(IsName))
            return null;
        HashSet<string> taken = TextEdits.Texts(target.Type);
        string free = taken.Contains(name) ? TextEdits.Numbered(name, taken) : name;
        ArgumentSyntax argument = SyntaxFactory.Argument(TextEdits.Text(free)).WithNameColon(
            SyntaxFactory.NameColon("name").WithTrailingTrivia(SyntaxFactory.Space));
        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        SeparatedSyntaxList<ArgumentSyntax> changed = SyntaxFactory.SeparatedList(
            [.. arguments, argument], [.. arguments.GetSeparators(), comma]);
        return target.Replace(
            $"Add name: \"{free}\"", call.ArgumentList, call.ArgumentList.WithArguments(changed));
    }

    /// <summary>Another tensor name for the second of two.</summary>
    public static Edit? Rename(FixTarget target)
    {
        ArgumentSyntax? argument = Call(target)?.ArgumentList.Arguments.FirstOrDefault(IsName);
        if (argument?.Expression is not LiteralExpressionSyntax literal)
            return null;
        string name = TextEdits.Numbered(literal.Token.ValueText, TextEdits.Texts(target.Type));
        return TextEdits.Set(target, literal, name, "Rename to ");
    }

    /// <summary>As many parts as there are names.</summary>
    public static Edit? SplitInto(FixTarget target)
        => target.Number(0) > 1 && target.Node.FirstAncestorOrSelf<ArgumentSyntax>() is { } parts
            ? target.Replace($"Split into {target.Value(0)}", parts.Expression,
                SyntaxFactory.ParseExpression(target.Value(0)).WithTriviaFrom(parts.Expression))
            : null;

    /// <summary>From the input to the state, where there is one.</summary>
    public static Edit? MoveInitialState(FixTarget target)
    {
        if (target.Attribute?.Parent is not AttributeListSyntax { Attributes.Count: 1 } list
            || list.Parent is not ParameterSyntax { AttributeLists.Count: 1 } input
            || input.Parent is not ParameterListSyntax parameters
            || parameters.Parameters is not [_, { AttributeLists.Count: 0 } state])
            return null;
        ParameterSyntax bare = input.WithAttributeLists([]).WithLeadingTrivia(input.GetLeadingTrivia());
        ParameterSyntax marked = state.WithLeadingTrivia().AddAttributeLists(list.WithoutTrivia().WithTrailingTrivia(
            SyntaxFactory.Space)).WithLeadingTrivia(state.GetLeadingTrivia());
        return target.Exchange(
            $"Move [InitialState] to '{state.Identifier.ValueText}'",
            new Dictionary<ParameterSyntax, ParameterSyntax> { [input] = bare, [state] = marked });
    }

    private static InvocationExpressionSyntax? Call(FixTarget target)
        => target.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>();

    private static bool IsName(ArgumentSyntax argument) => argument.NameColon?.Name.Identifier.ValueText == "name";
}
