using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Cells;

/// <summary>Long short-term memory with a projected output: h' = P (o * tanh(c')).</summary>
[Cell]
public sealed partial class LstmProjectedCell
{
    /// <summary>One step: the new states from the input and the old states.</summary>
    public static (Vec H, Vec C) Step(Vec x, Vec h, Vec c)
    {
        var i = Sigmoid(Affine(x, h));
        var f = Sigmoid(Affine(x, h, initialBias: 1));
        var g = Tanh(Affine(x, h));
        var o = Sigmoid(Affine(x, h));
        var c2 = f * c + i * g;
        return (Linear(o * Tanh(c2), units: "projection", name: "weight_hr"), c2);
    }
}
