using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Cells;

/// <summary>
/// Long short-term memory with peepholes: i and f see the old cell state, o the new one,
/// a coupled input gate: i = 1 - f.
/// </summary>
[Cell]
public sealed partial class LstmPeepholeCoupledCell
{
    /// <summary>One step: the new states from the input and the old states.</summary>
    public static (Vec H, Vec C) Step(Vec x, Vec h, Vec c)
    {
        var f = Sigmoid(Affine(x, h, initialBias: 1) + Scale(c, name: "weight_cf"));
        var g = Tanh(Affine(x, h));
        var c2 = f * c + (1 - f) * g;
        var o = Sigmoid(Affine(x, h) + Scale(c2, name: "weight_co"));
        return (o * Tanh(c2), c2);
    }
}
