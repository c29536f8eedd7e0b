using Microsoft.CodeAnalysis;

namespace RnnGen.Generators.Parsing;

/// <summary>The names by which the generator knows the runtime's types.</summary>
internal static class KnownNames
{
    /// <summary>
    /// Of the package that runs models on devices; where it is referenced, kernels for them are emitted.
    /// </summary>
    public const string DeviceProgram = "RnnGen.Ilgpu.Program.DeviceProgram`1";

    public const string RnnModel = "RnnGen.RnnModelAttribute";
    public const string Cell = "RnnGen.CellAttribute";
    public const string CellEquations = "CellEquationsAttribute";
    public const string InitialState = "InitialStateAttribute";
    public const string Cells = "RnnGen.Cells.";

    public static bool IsInRnnGen(ISymbol? symbol) => IsRoot(symbol?.ContainingNamespace);

    public static bool IsSymbolic(ISymbol? symbol, string name) => symbol?.Name == name
        && symbol.ContainingNamespace is { Name: "Symbolic" } symbolic && IsRoot(symbolic.ContainingNamespace);

    /// <summary>The symbolic type in the body of a <c>[Forward]</c> method, by its name; else null.</summary>
    public static string? GraphKind(ITypeSymbol? type)
        => type?.Name is "Tokens" or "Seq" or "Vec" or "Recurrence" or "State" or "Attended" or "Alignment"
            && IsSymbolic(type, type.Name) ? type.Name : null;

    public static bool IsVec(ITypeSymbol? type) => IsSymbolic(type, "Vec");

    public static AttributeData? FindAttribute(ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.Name == name && IsInRnnGen(type))
                return attribute;
        }

        return null;
    }

    private static bool IsRoot(INamespaceSymbol? space)
        => space is { Name: "RnnGen", ContainingNamespace.IsGlobalNamespace: true };
}
