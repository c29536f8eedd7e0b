using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Cells;

/// <summary>The plain recurrent cell (Elman): h = activation(W x + U h + b).</summary>
[Cell]
public sealed partial class SimpleRnnCell
{
    /// <summary>One step: the new states from the input and the old states.</summary>
    public static Vec Step(Vec x, Vec h)
    {
        return Activate(Affine(x, h));
    }
}
