using RnnGen.Compiler.Lowering;

namespace RnnGen.Compiler;

/// <summary>What can be said about a cell without the layer that uses it.</summary>
internal static class CellCompiler
{
    private const int Units = 16;

    /// <summary>
    /// Lowers a cell at sizes that are as lenient as sizes can be: input, hidden and named sizes all equal. What fails here
    /// fails in every model.
    /// </summary>
    public static EquatableArray<CompilerDiagnostic> Check(CellSpec cell)
    {
        var layer = new RecurrentLayer
        {
            Kind = "cell",
            Cell = cell,
            Sizes = EquatableArray.Of(Units),
            NamedSizes = cell.SizeNames().Select(static name => new NamedSize(name, Units)).ToEquatableArray(),
        };
        try
        {
            CellLowering.Run(new CellContext
            {
                Layer = layer,
                Path = "",
                Hidden = Units,
                InputSizes = [Units],
                Name = "cell",
                Use = "cell",
                Suffix = "",
                Tensors = new TensorSet(),
                Sites = new SiteSet(),
                Training = true,
            });
            return default;
        }
        catch (DeclarationException error)
        {
            const string Prefix = ".cell.";
            string node = error.Node.StartsWith(Prefix, StringComparison.Ordinal) ? error.Node.Substring(Prefix.Length)
                : "";
            return EquatableArray.Of(
                new CompilerDiagnostic(error.Id, node, error.Arguments.Select(Size).ToEquatableArray()));
        }
    }

    /// <summary>Sizes of a cell by itself are multiples of a hidden size that only a model knows.</summary>
    private static string Size(string argument)
        => int.TryParse(argument, out int size) && size > 0 && size % Units == 0
            ? $"{size / Units} x hidden" : argument;
}
