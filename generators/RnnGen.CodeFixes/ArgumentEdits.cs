using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.CodeFixes;

/// <summary>Edits of the argument that has the squiggle; none where the default has it.</summary>
internal static class ArgumentEdits
{
    public static Edit? Remove(FixTarget target)
        => target is { Argument: { NameEquals: not null } argument, Attribute: { } attribute }
            ? target.Replace($"Remove {Name(argument)}", attribute, Without(attribute, argument)) : null;

    public static Edit? Set(FixTarget target, string value) => target.Argument is { } argument
        ? Set(target, argument, value, $"Set {Name(argument)} to {value}") : null;

    public static Edit Set(FixTarget target, AttributeArgumentSyntax argument, string value, string title)
        => target.Replace(title, argument.Expression,
            SyntaxFactory.ParseExpression(value).WithTriviaFrom(argument.Expression));

    /// <summary>A rate that was written as per cent: 20 is 0.2. Any other number has no obvious neighbour.</summary>
    public static Edit? Percent(FixTarget target)
    {
        if (target.Argument is not { } argument
            || target.Model.GetConstantValue(argument.Expression).Value is not { } value)
            return null;
        double rate = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (rate is not (> 1 and < 100) || !Math.Floor(rate).Equals(rate))
            return null;
        return Set(target, (rate / 100).ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>The most that is supported; a layer that is too large has no obvious size.</summary>
    public static Edit? Limit(FixTarget target) => target.Argument is { } argument && Name(argument) == "Unroll"
        ? Set(target, target.Value(2)) : null;

    public static Edit? AddFirst(FixTarget target, string value)
    {
        if (target.Attribute is not { } attribute)
            return null;
        IEnumerable<AttributeArgumentSyntax> others = attribute.ArgumentList?.Arguments ?? [];
        return target.Replace(
            $"Write [{StackSyntax.Title(attribute)}({value})]",
            attribute,
            With(attribute, [Argument(value), .. others]));
    }

    public static Edit AddLast(FixTarget target, AttributeSyntax attribute, string text)
    {
        IEnumerable<AttributeArgumentSyntax> others = attribute.ArgumentList?.Arguments ?? [];
        return target.Replace($"Add {text}", attribute, With(attribute, [.. others, Argument(text)]));
    }

    public static AttributeSyntax Without(AttributeSyntax attribute, AttributeArgumentSyntax argument)
    {
        AttributeArgumentListSyntax list = attribute.ArgumentList!;
        return list.Arguments.Count == 1
            ? attribute.WithArgumentList(null).WithTrailingTrivia(list.GetTrailingTrivia())
            : attribute.WithArgumentList(list.WithArguments(list.Arguments.Remove(argument)));
    }

    /// <summary>The option's or the parameter's name.</summary>
    public static string Name(AttributeArgumentSyntax argument) => argument.NameEquals?.Name.Identifier.ValueText
        ?? argument.NameColon?.Name.Identifier.ValueText ?? "the value";

    private static AttributeArgumentSyntax Argument(string text)
        => SyntaxFactory.ParseAttributeArgumentList($"({text})")!.Arguments[0];

    private static AttributeSyntax With(AttributeSyntax attribute, AttributeArgumentSyntax[] arguments)
    {
        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        SeparatedSyntaxList<AttributeArgumentSyntax> list =
            SyntaxFactory.SeparatedList(arguments, Enumerable.Repeat(comma, arguments.Length - 1));
        AttributeArgumentListSyntax shell = attribute.ArgumentList
            ?? SyntaxFactory.AttributeArgumentList().WithTrailingTrivia(attribute.Name.GetTrailingTrivia());
        return attribute.WithName(attribute.Name.WithTrailingTrivia()).WithArgumentList(shell.WithArguments(list));
    }
}
