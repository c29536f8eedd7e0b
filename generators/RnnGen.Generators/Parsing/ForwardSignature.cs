using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Generators.Parsing;

/// <summary>Checks the head of a <c>[Forward]</c> method and reads its input.</summary>
internal static class ForwardSignature
{
    public static bool Check(IMethodSymbol method, MethodDeclarationSyntax syntax, Findings findings)
    {
        IEnumerable<ITypeSymbol> types = method.Parameters.Select(static p => p.Type).Append(method.ReturnType);
        if (types.Any(static type => type.TypeKind == TypeKind.Error))
        {
            findings.BlockByCSharp();
            return false;
        }

        Location name = syntax.Identifier.GetLocation();
        string? gives = KnownNames.GraphKind(method.ReturnType);
        (string? wrong, Location at) = !method.IsStatic ? ("is not static", name)
            : method.IsGenericMethod ? ("is generic", name)
            : method.IsAsync ? ("is async", name)
            : syntax.Body is null && syntax.ExpressionBody is null ? ("has no body", name)
            : gives is not ("Seq" or "Vec")
                ? ($"returns {method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}",
                    syntax.ReturnType.GetLocation())
            : method.Parameters.Length != 1 ? (Count(method.Parameters.Length), syntax.ParameterList.GetLocation())
            : (null, name);
        if (wrong is null)
            return true;
        findings.Report(DiagnosticIds.ForwardShape, at, method.Name, wrong);
        return false;
    }

    /// <summary>What the model reads at each step.</summary>
    public static InputSpec Input(
        IParameterSymbol parameter, ParameterSyntax syntax, Findings findings, CancellationToken cancellation)
    {
        string? kind = KnownNames.GraphKind(parameter.Type);
        AttributeReader? reader = KnownNames.FindAttribute(parameter, "InputAttribute") is { } attribute
            ? new AttributeReader(attribute, "input", findings, cancellation) : null;
        int features = reader?.Int("features") ?? 0;
        Location name = syntax.Identifier.GetLocation();
        string? wrong = kind is not ("Tokens" or "Seq") || parameter.RefKind != RefKind.None ? "is no input"
            : kind == "Seq" && reader?.HasPositional != true ? "has no number of features"
            : kind == "Tokens" && reader?.HasPositional == true ? "reads tokens, which have no features"
            : null;
        if (wrong is not null)
            findings.Report(DiagnosticIds.InputParameter, name, parameter.Name, wrong, syntax.Identifier.Text);
        else if (kind == "Seq" && features <= 0)
            findings.Report(DiagnosticIds.NotPositive, reader!.At("features"), "The number of features",
                Rules.RuleFindings.Text(features));
        return new InputSpec
        {
            Features = kind == "Tokens" ? 0 : Math.Max(1, features),
            Steps = reader?.Int("Steps") ?? 0,
        };
    }

    private static string Count(int parameters) => parameters == 0
        ? "has no input" : FormattableString.Invariant($"has {parameters} inputs");
}
