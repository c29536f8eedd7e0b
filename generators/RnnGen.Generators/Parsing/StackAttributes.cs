using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Generators.Parsing;

/// <summary>The attributes of a class that make up its stack.</summary>
internal static class StackAttributes
{
    /// <summary>Input, layers and loss in source order; several parts are reported.</summary>
    public static AttributeData[] Of(INamedTypeSymbol type, Findings findings, CancellationToken cancellation)
    {
        AttributeData[] attributes = [.. type.GetAttributes().Where(static a => Belongs(a.AttributeClass))];
        var parts = new List<SyntaxNode>();
        Location? second = null;
        foreach (AttributeData attribute in attributes)
        {
            SyntaxNode? syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation);
            if (syntax?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } part || parts.Contains(part))
                continue;
            parts.Add(part);
            second ??= parts.Count == 2 ? (syntax as AttributeSyntax)?.Name.GetLocation() : null;
        }

        if (parts.Count > 1)
        {
            string count = parts.Count.ToString(CultureInfo.InvariantCulture);
            findings.Report(DiagnosticIds.SeveralParts, second, type.Name, count);
        }

        return attributes;
    }

    /// <summary>Where the first of them stands; null where there is none.</summary>
    public static Location? First(INamedTypeSymbol type)
    {
        AttributeData? first = type.GetAttributes().FirstOrDefault(static a => Belongs(a.AttributeClass));
        return (first?.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.Name.GetLocation();
    }

    public static bool IsLayer(INamedTypeSymbol? attribute) => Derives(attribute, "LayerAttribute");

    public static bool IsLoss(INamedTypeSymbol? attribute) => Derives(attribute, "LossAttribute");

    private static bool Belongs(INamedTypeSymbol? attribute) => IsLayer(attribute) || IsLoss(attribute)
        || (attribute?.Name == "InputAttribute" && KnownNames.IsInRnnGen(attribute));

    private static bool Derives(INamedTypeSymbol? attribute, string name)
    {
        if (attribute is null || !KnownNames.IsInRnnGen(attribute))
            return false;
        for (INamedTypeSymbol? type = attribute.BaseType; type is not null; type = type.BaseType)
        {
            if (type.Name == name && KnownNames.IsInRnnGen(type))
                return true;
        }

        return false;
    }

    /// <summary>The attribute as it is written: <c>Lstm</c>.</summary>
    public static string Title(INamedTypeSymbol attribute)
        => attribute.Name.EndsWith("Attribute", StringComparison.Ordinal)
            ? attribute.Name.Substring(0, attribute.Name.Length - 9) : attribute.Name;
}
