using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Cells;

/// <summary>Long short-term memory.</summary>
[Cell]
public sealed partial class LstmCell
{
    /// <summary>One step: the new states from the input and the old states.</summary>
    public static (Vec H, Vec C) Step(Vec x, Vec h, Vec c)
    {
        var i = Sigmoid(Affine(x, h));
        var f = Sigmoid(Affine(x, h, initialBias: 1));
        var g = Tanh(Affine(x, h));
        var o = Sigmoid(Affine(x, h));
        var c2 = f * c + i * g;
        return (o * Tanh(c2), c2);
    }
}
