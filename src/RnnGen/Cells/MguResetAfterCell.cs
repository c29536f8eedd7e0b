using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Cells;

/// <summary>Minimal gated unit that forgets after the product.</summary>
[Cell]
public sealed partial class MguResetAfterCell
{
    /// <summary>One step: the new states from the input and the old states.</summary>
    public static Vec Step(Vec x, Vec h)
    {
        var f = Sigmoid(Affine(x, h));
        var n = Tanh(Affine(x) + f * Affine(h));
        return (1 - f) * n + f * h;
    }
}
