using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Cells;

/// <summary>Long short-term memory with a coupled input gate: i = 1 - f.</summary>
[Cell]
public sealed partial class LstmCoupledCell
{
    /// <summary>One step: the new states from the input and the old states.</summary>
    public static (Vec H, Vec C) Step(Vec x, Vec h, Vec c)
    {
        var f = Sigmoid(Affine(x, h, initialBias: 1));
        var g = Tanh(Affine(x, h));
        var o = Sigmoid(Affine(x, h));
        var c2 = f * c + (1 - f) * g;
        return (o * Tanh(c2), c2);
    }
}
