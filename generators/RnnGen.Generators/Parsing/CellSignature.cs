using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Generators.Parsing;

/// <summary>Checks the head of a cell's <c>Step</c>.</summary>
internal static class CellSignature
{
    public static bool Check(IMethodSymbol step, MethodDeclarationSyntax syntax, Findings findings)
    {
        Location name = syntax.Identifier.GetLocation();
        (string? wrong, Location at) = !step.IsStatic ? ("is not static", name)
            : step.IsGenericMethod ? ("is generic", name)
            : step.IsAsync ? ("is async", name)
            : syntax.Body is null && syntax.ExpressionBody is null ? ("has no body", name)
            : WrongParameter(step, syntax, findings) is ({ } parameter, var where) ? (parameter, where)
            : step.Parameters.Length < 2 ? ("has no state", syntax.ParameterList.GetLocation())
            : (null, name);
        if (wrong is not null)
        {
            findings.Report(DiagnosticIds.StepSignature, at, wrong);
            return false;
        }

        return CheckReturn(step, syntax, findings) && findings.Error is null;
    }

    /// <summary>The value of <c>[InitialState]</c>; 0 where there is none.</summary>
    public static double InitialState(IParameterSymbol parameter, Findings findings, bool isInput = false)
    {
        if (KnownNames.FindAttribute(parameter, KnownNames.InitialState) is not { } attribute)
            return 0;
        Location? at = (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.Name.GetLocation();
        double value = attribute.ConstructorArguments is [{ Value: double given }] ? given : 0;
        if (isInput)
            findings.Report(DiagnosticIds.InitialState, at, parameter.Name);
        else if (double.IsNaN(value))
            findings.Report(DiagnosticIds.ValueOutOfRange, at, "The initial state", "NaN", "a number");
        return value;
    }

    private static (string Wrong, Location At)? WrongParameter(
        IMethodSymbol step, MethodDeclarationSyntax syntax, Findings findings)
    {
        for (var i = 0; i < step.Parameters.Length; i++)
        {
            IParameterSymbol parameter = step.Parameters[i];
            ParameterSyntax at = syntax.ParameterList.Parameters[i];
            if (parameter.Type.TypeKind == TypeKind.Error)
                findings.BlockByCSharp();
            else if (!KnownNames.IsVec(parameter.Type))
                return ($"has a parameter '{parameter.Name}' of type {Text(parameter.Type)}", TypeOf(at));
            else if (parameter.RefKind != RefKind.None || parameter.IsParams || parameter.HasExplicitDefaultValue)
                return ($"has a parameter '{parameter.Name}' that is not plain", at.GetLocation());
        }

        return null;
    }

    /// <summary>A type as C# writes it.</summary>
    private static string Text(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static Location TypeOf(ParameterSyntax parameter)
        => (parameter.Type ?? (SyntaxNode)parameter).GetLocation();

    private static bool CheckReturn(IMethodSymbol step, MethodDeclarationSyntax syntax, Findings findings)
    {
        ITypeSymbol type = step.ReturnType;
        ITypeSymbol[] parts = type is INamedTypeSymbol { IsTupleType: true } tuple
            ? [.. tuple.TupleElements.Select(static e => e.Type)]
            : [type];
        if (parts.Any(static part => part.TypeKind == TypeKind.Error))
        {
            findings.BlockByCSharp();
            return false;
        }

        if (!parts.All(KnownNames.IsVec))
        {
            findings.Report(DiagnosticIds.StepSignature, syntax.ReturnType.GetLocation(),
                $"returns {Text(type)}");
            return false;
        }

        int states = step.Parameters.Length - 1;
        if (parts.Length == states || parts.Length == states + 1)
            return true;
        string returned = parts.Length.ToString(CultureInfo.InvariantCulture);
        string expected = states.ToString(CultureInfo.InvariantCulture);
        findings.Report(DiagnosticIds.ReturnCount, syntax.ReturnType.GetLocation(), returned, expected);
        return false;
    }
}
