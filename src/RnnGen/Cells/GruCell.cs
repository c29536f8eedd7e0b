using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Cells;

/// <summary>Gated recurrent unit, reset after the product; as in PyTorch and cuDNN.</summary>
[Cell]
public sealed partial class GruCell
{
    /// <summary>One step: the new states from the input and the old states.</summary>
    public static Vec Step(Vec x, Vec h)
    {
        var r = Sigmoid(Affine(x, h));
        var z = Sigmoid(Affine(x, h));
        var n = Tanh(Affine(x) + r * Affine(h));
        return (1 - z) * n + z * h;
    }
}
