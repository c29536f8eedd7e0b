using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Generators.Parsing;

/// <summary>Checks the head of a <c>[Step]</c> method and says what each of its parameters is.</summary>
internal static class StepSignature
{
    public static bool Check(IMethodSymbol method, MethodDeclarationSyntax syntax, Findings findings)
    {
        ITypeSymbol[] results = method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            ? [.. tuple.TupleElements.Select(static element => element.Type)] : [method.ReturnType];
        if (method.Parameters.Select(static p => p.Type).Concat(results)
            .Any(static type => type.TypeKind == TypeKind.Error))
        {
            findings.BlockByCSharp();
            return false;
        }

        Location name = syntax.Identifier.GetLocation();
        string[] carried = [.. Parameters(method).Where(static p => p.IsCarried)
            .Select(static p => p.Role == StepRole.State ? "State" : "Seq")];
        string[] gives = [.. results.Select(static type => KnownNames.GraphKind(type) ?? "")];
        IParameterSymbol? strange = method.Parameters.FirstOrDefault(static p => !IsKnown(p));
        (string? wrong, Location at) = !method.IsStatic ? ("is not static", name)
            : method.IsGenericMethod ? ("is generic", name)
            : method.IsAsync ? ("is async", name)
            : syntax.Body is null && syntax.ExpressionBody is null ? ("has no body", name)
            : GraphMembers.Layer(method).Any() || KnownNames.FindAttribute(method, "ForwardAttribute") is not null
                ? ("is a step and something else", name)
            : method.Parameters.Length == 0 || KnownNames.GraphKind(method.Parameters[0].Type) != "Tokens"
                ? ("has no Tokens as its first parameter", syntax.ParameterList.GetLocation())
            : strange is not null
                ? ($"has the parameter '{strange.Name}', which is none of a step's",
                    syntax.ParameterList.Parameters[strange.Ordinal].Identifier.GetLocation())
            : carried.Length == 0 ? ("carries nothing from step to step", name)
            : !gives.SequenceEqual(carried.Prepend("Seq"))
                ? ($"returns {method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} and "
                    + $"carries {string.Join(", ", carried)}", syntax.ReturnType.GetLocation())
            : (null, name);
        if (wrong is null)
            return true;
        findings.Report(DiagnosticIds.DecoderStepShape, at, method.Name, wrong);
        return false;
    }

    public static IReadOnlyList<StepParameter> Parameters(IMethodSymbol method)
        => [.. method.Parameters.Select(static parameter => new StepParameter(parameter.Name, RoleOf(parameter)))];

    private static StepRole RoleOf(IParameterSymbol parameter) => KnownNames.GraphKind(parameter.Type) switch
    {
        "Tokens" when parameter.Ordinal == 0 => StepRole.Said,
        "State" => StepRole.State,
        "Seq" when parameter.HasExplicitDefaultValue => StepRole.Value,
        _ => StepRole.Given,
    };

    private static bool IsKnown(IParameterSymbol parameter)
        => parameter is { RefKind: RefKind.None, IsParams: false } && KnownNames.GraphKind(parameter.Type) switch
        {
            "Tokens" => !parameter.HasExplicitDefaultValue,
            "Vec" => !parameter.HasExplicitDefaultValue,
            "Seq" or "State" => true,
            _ => false,
        };
}
