using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Cells;

/// <summary>Minimal gated unit (Zhou et al. 2016).</summary>
[Cell]
public sealed partial class MguCell
{
    /// <summary>One step: the new states from the input and the old states.</summary>
    public static Vec Step(Vec x, Vec h)
    {
        var f = Sigmoid(Affine(x, h));
        var n = Tanh(Affine(x, f * h));
        return (1 - f) * h + f * n;
    }
}
