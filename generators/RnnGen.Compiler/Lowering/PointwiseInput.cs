using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// Whether a cell uses its input other than as an operand of a product: then the input has to be one vector, as the
/// states are, even where the layer before gives it in chunks, one a direction.
/// </summary>
internal static class PointwiseInput
{
    public static bool IsUsed(CellSpec cell)
        => cell.Body.Select(static statement => statement.Value).Concat(cell.Returns)
            .Any(value => IsUsed(value, cell.Input, inProduct: false));

    private static bool IsUsed(CellExpr expr, string input, bool inProduct) => expr switch
    {
        NameExpr name => !inProduct && name.Name == input,
        AffineExpr affine => affine.Operands.Any(operand => IsUsed(operand, input, inProduct: true)),
        ScaleExpr scale => IsUsed(scale.Operand, input, inProduct: false),
        LayerNormExpr norm => IsUsed(norm.Operand, input, inProduct: false),
        CallExpr call => call.Arguments.Any(argument
            => IsUsed(argument, input, inProduct && call.Function == CellFunction.Concat)),
        _ => false,
    };
}
