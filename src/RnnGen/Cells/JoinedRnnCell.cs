using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Cells;

/// <summary>
/// Vanilla RNN on the joined vector: y = B [x, h] and h' = tanh(A [x, h]). NOTE: y reads the old h.
/// </summary>
[Cell]
public sealed partial class JoinedRnnCell
{
    /// <summary>One step: the new states from the input and the old states.</summary>
    public static (Vec Y, Vec H) Step(Vec x, Vec h)
    {
        var y = Affine(x, h);
        var h2 = Tanh(Affine(x, h));
#pragma warning disable RNN0408 // this cell is that form; the warning is for whoever uses it
        return (y, h2);
#pragma warning restore RNN0408
    }
}
