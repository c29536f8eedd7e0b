using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.CodeFixes;

/// <summary>Attributes added, removed or exchanged.</summary>
internal static class AttributeEdits
{
    public static Edit? Remove(FixTarget target) => target is { Attribute: { } attribute, Type: { } type }
        ? target.Replace(
            $"Remove [{StackSyntax.Title(attribute)}]", type, AttributeSlots.Without(type, attribute))
        : null;

    /// <summary>A new attribute in front of the stack.</summary>
    public static Edit? Insert(FixTarget target, string name, string arguments)
    {
        if (target.Type is not { } type || new StackSyntax(type, target.Model).All.FirstOrDefault() is not { } first)
            return null;
        AttributeSyntax attribute = Named(name, arguments, target.Model, first.SpanStart);
        return target.Replace(
            $"Add [{name}{arguments}]", type, AttributeSlots.InsertBefore(type, first, attribute));
    }

    /// <summary>Tokens instead of features, where an embedding follows.</summary>
    public static Edit? ReadTokens(FixTarget target)
    {
        bool embeds = target.Value(1).StartsWith("tokens", StringComparison.Ordinal);
        if (!embeds || target.Attribute is not { ArgumentList.Arguments: var arguments } attribute)
            return null;
        AttributeArgumentSyntax? features = arguments.FirstOrDefault(static a => a.NameEquals is null);
        return features is null ? null
            : target.Replace(
                "Remove the number of features", attribute, ArgumentEdits.Without(attribute, features));
    }

    /// <summary>The loss for one yes-or-no output; it has no options over classes.</summary>
    public static Edit? BinaryLoss(FixTarget target)
    {
        if (target.Attribute is not { } attribute)
            return null;
        bool fits = attribute.ArgumentList is null
            || attribute.ArgumentList.Arguments.All(static a => a.NameEquals?.Name.Identifier.Text == "Reduction");
        SimpleNameSyntax? name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            SimpleNameSyntax simple => simple,
            _ => null,
        };
        return fits && name is not null
            ? target.Replace("Use [BinaryCrossEntropy]", name,
                SyntaxFactory.IdentifierName("BinaryCrossEntropy").WithTriviaFrom(name))
            : null;
    }

    /// <summary>An attribute of RnnGen, by its full name where the file does not import it.</summary>
    public static AttributeSyntax Named(string name, string arguments, SemanticModel model, int position)
    {
        bool imported = model.LookupNamespacesAndTypes(position, name: name + "Attribute").Length > 0;
        return SyntaxFactory.Attribute(
            SyntaxFactory.ParseName(imported ? name : "RnnGen." + name),
            arguments.Length == 0 ? null : SyntaxFactory.ParseAttributeArgumentList(arguments));
    }
}
