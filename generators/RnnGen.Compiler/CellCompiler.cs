namespace RnnGen.Compiler;

/// <summary>What can be said about a cell without the layer that uses it.</summary>
internal static class CellCompiler
{
    public static EquatableArray<CompilerDiagnostic> Check(CellSpec cell) => default;
}
