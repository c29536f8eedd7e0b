using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Cells;

/// <summary>
/// LSTM with exponential gates (Beck et al. 2024), kept finite by the running maximum m.
/// </summary>
[Cell]
public sealed partial class SlstmCell
{
    /// <summary>One step: the new states from the input and the old states.</summary>
    public static (Vec H, Vec C, Vec N, Vec M) Step(
        Vec x, Vec h, Vec c, Vec n, [InitialState(double.NegativeInfinity)] Vec m)
    {
        var z = Tanh(Affine(x, h));
        var i = Affine(x, h);
        var f = LogSigmoid(Affine(x, h));
        var o = Sigmoid(Affine(x, h));
        var m2 = Max(f + m, i);
        var keep = Exp(f + m - m2);
        var add = Exp(i - m2);
        var c2 = keep * c + add * z;
        var n2 = keep * n + add;
        return (o * c2 / n2, c2, n2, m2);
    }
}
