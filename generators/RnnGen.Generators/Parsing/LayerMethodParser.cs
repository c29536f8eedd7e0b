using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Generators.Parsing;

/// <summary>Checks and copies the heads of layer methods.</summary>
internal static class LayerMethodParser
{
    private static readonly SymbolDisplayFormat s_type = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>
    /// What a layer reads and what it gives, by the layer's title; a row is a choice. A recurrent layer may be given
    /// what its states start from.
    /// </summary>
    private static readonly (string Title, string Reads, string Gives)[] s_signatures =
    [
        ("Embedding", "Tokens", "Seq"),
        .. new[] { "SimpleRnn", "Lstm", "Gru", "Recurrent" }.SelectMany(static title => new[]
        {
            (title, "Seq", "Recurrence"), (title, "Seq, State", "Recurrence"),
        }),
        ("Attention", "Seq, Seq", "Attended"),
        ("Attention", "Seq, Seq, Seq", "Attended"),
        ("Dense", "Seq", "Seq"),
        ("Dense", "Vec", "Vec"),
        ("Dropout", "Seq", "Seq"),
        ("Dropout", "Vec", "Vec"),
        ("LayerNorm", "Seq", "Seq"),
        ("LayerNorm", "Vec", "Vec"),
        ("LastStep", "Seq", "Vec"),
        ("MeanPool", "Seq", "Vec"),
        ("MaxPool", "Seq", "Vec"),
    ];

    /// <summary>
    /// The method as the generated half repeats it; null where C# could not join the two halves.
    /// </summary>
    public static LayerMethod? Head(IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        bool isPlain = !method.IsGenericMethod && method.RefKind == RefKind.None
            && IsOpen(syntax) && IsAccessible(syntax)
            && method.Parameters.All(static p => p.RefKind == RefKind.None && !p.IsParams && !p.IsThis);
        if (!isPlain)
            return null;
        string modifiers = string.Join(" ", syntax.Modifiers.Select(static modifier => modifier.Text));
        IEnumerable<string> parameters = method.Parameters.Zip(
            syntax.ParameterList.Parameters,
            static (symbol, parameter) => $"{symbol.Type.ToDisplayString(s_type)} {parameter.Identifier.Text}");
        string name = syntax.Identifier.Text;
        string result = method.ReturnType.ToDisplayString(s_type);
        return new LayerMethod(name, $"{modifiers} {result} {name}({string.Join(", ", parameters)})");
    }

    /// <summary>Reports a head that is not a layer's.</summary>
    public static void Check(string title, IMethodSymbol method, MethodDeclarationSyntax syntax, Findings findings)
    {
        IEnumerable<ITypeSymbol> types = method.Parameters.Select(static p => p.Type).Append(method.ReturnType);
        if (types.Any(static type => type.TypeKind == TypeKind.Error) || (IsOpen(syntax) && !IsAccessible(syntax)))
        {
            findings.BlockByCSharp();
            return;
        }

        (string Title, string Reads, string Gives)[] choices = [.. s_signatures.Where(row => row.Title == title)];
        string reads = string.Join(", ", method.Parameters.Select(static p
            => p is { RefKind: RefKind.None, HasExplicitDefaultValue: false } ? KnownNames.GraphKind(p.Type) : null));
        string? gives = KnownNames.GraphKind(method.ReturnType);
        bool fits = choices.Any(row => row.Reads == reads && row.Gives == gives);
        string? wrong = !IsOpen(syntax) ? "is not a partial method without a body"
            : !method.IsStatic ? "is not static"
            : method.IsGenericMethod ? "is generic"
            : !fits ? $"is no {title} by its types"
            : method.Parameters.Any(static p => KnownNames.FindAttribute(p, "InputAttribute") is not null)
                ? "has an [Input], which stands on the parameters of [Forward]"
            : null;
        if (wrong is null)
            return;
        (_, string from, string to) = choices.FirstOrDefault(row => row.Reads == reads) is { Title: not null } row
            ? row : choices[0];
        findings.Report(DiagnosticIds.LayerMethodShape, syntax.Identifier.GetLocation(), method.Name, wrong,
            $"private static partial {to} {syntax.Identifier.Text}({Parameters(title, from, syntax)});");
    }

    /// <summary>Parameters of these types, called as they are so far.</summary>
    private static string Parameters(string title, string types, MethodDeclarationSyntax syntax)
    {
        string[] usual = title == "Attention" ? ["query", "memory", "values"] : ["x", "start"];
        string[] names = [.. syntax.ParameterList.Parameters.Select(static parameter => parameter.Identifier.Text)];
        return string.Join(", ", types.Split([", "], StringSplitOptions.None).Select((type, i)
            => $"{type} {(i < names.Length ? names[i] : usual[i])}"));
    }

    /// <summary>Whether it says who may call it, as C# asks of a partial method with a result.</summary>
    private static bool IsAccessible(MethodDeclarationSyntax syntax) => syntax.Modifiers.Any(static modifier
        => modifier.Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword
            or SyntaxKind.PublicKeyword);

    private static bool IsOpen(MethodDeclarationSyntax syntax)
        => syntax.Modifiers.Any(SyntaxKind.PartialKeyword) && syntax.Body is null && syntax.ExpressionBody is null;
}
