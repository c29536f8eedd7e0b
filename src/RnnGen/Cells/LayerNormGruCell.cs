using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Cells;

/// <summary>Layer-normalised GRU, reset after the product (Ba et al. 2016).</summary>
[Cell]
public sealed partial class LayerNormGruCell
{
    /// <summary>One step: the new states from the input and the old states.</summary>
    public static Vec Step(Vec x, Vec h)
    {
        var wx = LayerNorm(Linear(x, units: 3, name: "weight_ih"), bias: false, name: "norm_ih");
        var uh = LayerNorm(Linear(h, units: 3, name: "weight_hh"), bias: false, name: "norm_hh");
        var (xr, xz, xn) = Split(wx + Parameter(units: 3, name: "bias_ih"), 3);
        var (hr, hz, hn) = Split(uh + Parameter(units: 3, name: "bias_hh"), 3);
        var z = Sigmoid(xz + hz);
        var n = Tanh(xn + Sigmoid(xr + hr) * hn);
        return (1 - z) * n + z * h;
    }
}
