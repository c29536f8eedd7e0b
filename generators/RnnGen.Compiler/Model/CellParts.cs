namespace RnnGen.Compiler.Model;

/// <summary>Walks the expressions of a cell.</summary>
internal static class CellParts
{
    /// <summary>What an expression is made of, one level down.</summary>
    public static IEnumerable<CellExpr> Parts(this CellExpr expr) => expr switch
    {
        AffineExpr affine => affine.Operands,
        CallExpr call => call.Arguments,
        ScaleExpr scale => [scale.Operand],
        LayerNormExpr norm => [norm.Operand],
        _ => [],
    };

    /// <summary>An expression and everything that it is made of.</summary>
    public static IEnumerable<CellExpr> WithParts(this CellExpr expr)
        => [expr, .. expr.Parts().SelectMany(WithParts)];

    /// <summary>All expressions of a cell, with what they are made of.</summary>
    public static IEnumerable<CellExpr> All(this CellSpec cell)
        => cell.Body.Select(static statement => statement.Value).Concat(cell.Returns).SelectMany(WithParts);

    /// <summary>The named sizes that a cell's equations mention.</summary>
    public static IEnumerable<string> SizeNames(this CellSpec cell) => cell.All().Select(SizeName).OfType<string>()
        .Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal);

    private static string? SizeName(CellExpr expr) => expr switch
    {
        AffineExpr affine => affine.Units.Name,
        ParameterExpr parameter => parameter.Units.Name,
        _ => null,
    };
}
