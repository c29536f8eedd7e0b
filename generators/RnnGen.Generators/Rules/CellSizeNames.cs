namespace RnnGen.Generators.Rules;

/// <summary>The named sizes that a cell's equations mention.</summary>
internal static class CellSizeNames
{
    public static IEnumerable<string> Of(CellSpec cell) => cell.Body.Select(static s => s.Value).Concat(cell.Returns)
        .SelectMany(Of).Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal);

    private static IEnumerable<string> Of(CellExpr expression)
    {
        (SizeSpec? units, IEnumerable<CellExpr> children) = expression switch
        {
            AffineExpr affine => (affine.Units, affine.Operands),
            ParameterExpr parameter => (parameter.Units, []),
            CallExpr call => (null, call.Arguments),
            ScaleExpr scale => (null, [scale.Operand]),
            LayerNormExpr norm => (null, [norm.Operand]),
            _ => ((SizeSpec?)null, (IEnumerable<CellExpr>)[]),
        };
        IEnumerable<string> own = units?.Name is { } name ? [name] : [];
        return own.Concat(children.SelectMany(Of));
    }
}
