using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.DeviceBenchmarks.Cases;

/// <summary>
/// A cell as a user writes one: the minimal gated unit of Zhou, Wu, Zhang and Zhou, "Minimal gated unit for recurrent
/// neural networks", 2016. No library has a kernel for it.
/// </summary>
[Cell]
public sealed partial class MinimalGate
{
    /// <summary>One step.</summary>
    public static Vec Step(Vec x, Vec h)
    {
        var f = Sigmoid(Affine(x, h));
        var n = Tanh(Affine(x, f * h));
        return (1 - f) * h + f * n;
    }
}
