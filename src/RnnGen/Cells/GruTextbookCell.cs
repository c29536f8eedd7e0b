using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Cells;

/// <summary>Gated recurrent unit, reset before the product, z the share of the new value.</summary>
[Cell]
public sealed partial class GruTextbookCell
{
    /// <summary>One step: the new states from the input and the old states.</summary>
    public static Vec Step(Vec x, Vec h)
    {
        var r = Sigmoid(Affine(x, h));
        var z = Sigmoid(Affine(x, h));
        var n = Tanh(Affine(x, r * h));
        return (1 - z) * h + z * n;
    }
}
