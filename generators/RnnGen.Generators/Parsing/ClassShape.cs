using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Generators.Parsing;

/// <summary>How the other half of a class has to be written so that C# joins the two.</summary>
internal sealed record ClassShape
{
    public required string Namespace { get; init; }

    public required EquatableArray<string> ContainingTypes { get; init; }

    public required string Name { get; init; }

    public required string Modifiers { get; init; }

    /// <summary>Whether a generated half can stand beside the declaration at all.</summary>
    public required bool CanExtend { get; init; }

    public static ClassShape Read(
        INamedTypeSymbol type, TypeDeclarationSyntax syntax, bool mayHaveBase, Findings findings)
    {
        Location at = syntax.Identifier.GetLocation();
        findings.Map.Add("", at);
        bool extends = CheckKind(type, syntax, mayHaveBase, at, findings);
        var heads = new List<string>();
        foreach (TypeDeclarationSyntax outer in syntax.Ancestors().OfType<TypeDeclarationSyntax>())
        {
            SyntaxToken name = outer.Identifier;
            if (!IsPartial(outer))
            {
                findings.Report(DiagnosticIds.EnclosingNotPartial, name.GetLocation(), name.ValueText, type.Name);
                extends = false;
            }

            IEnumerable<string> words = outer.Modifiers.Select(static m => m.Text).Concat([Keyword(outer), name.Text]);
            heads.Insert(0, string.Join(" ", words));
        }

        IEnumerable<SyntaxToken> modifiers = syntax.Modifiers.Where(static m => !m.IsKind(SyntaxKind.PartialKeyword));
        INamespaceSymbol space = type.ContainingNamespace;
        return new ClassShape
        {
            Namespace = space.IsGlobalNamespace ? "" : space.ToDisplayString(s_namespace),
            ContainingTypes = heads.ToEquatableArray(),
            Name = syntax.Identifier.Text,
            Modifiers = string.Join(" ", modifiers.Select(static m => m.Text)),
            CanExtend = extends,
        };
    }

    private static readonly SymbolDisplayFormat s_namespace = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static bool CheckKind(
        INamedTypeSymbol type, TypeDeclarationSyntax syntax, bool mayHaveBase, Location at, Findings findings)
    {
        string? wrong = WrongKind(type, syntax, mayHaveBase);
        if (wrong is not null)
            findings.Report(DiagnosticIds.UnsupportedClass, at, type.Name, wrong);
        bool partial = IsPartial(syntax);
        if (!partial)
            findings.Report(DiagnosticIds.NotPartial, at, type.Name);
        return partial && wrong is null;
    }

    private static string? WrongKind(INamedTypeSymbol type, TypeDeclarationSyntax syntax, bool mayHaveBase)
    {
        if (syntax is not ClassDeclarationSyntax)
            return "a record";
        if (type.IsStatic)
            return "static";
        if (type.IsAbstract)
            return "abstract";
        if (type.IsFileLocal)
            return "local to its file";
        if (type.IsGenericType)
            return type.TypeParameters.Length > 0 ? "generic" : "nested in a generic type";
        if (!mayHaveBase && type.BaseType is { SpecialType: not SpecialType.System_Object } && HasBaseClass(type))
            return "derived from another class";
        return null;
    }

    /// <summary>The generated half may already be among the parts, with our own base class.</summary>
    private static bool HasBaseClass(INamedTypeSymbol type)
        => type.BaseType is { TypeKind: TypeKind.Class } parent
            && !(parent.Name == "Model" && KnownNames.IsInRnnGen(parent));

    private static bool IsPartial(TypeDeclarationSyntax syntax)
        => syntax.Modifiers.Any(static m => m.IsKind(SyntaxKind.PartialKeyword));

    private static string Keyword(TypeDeclarationSyntax type) => type is RecordDeclarationSyntax record
        ? $"record {record.ClassOrStructKeyword.Text}".TrimEnd()
        : type.Keyword.Text;
}
