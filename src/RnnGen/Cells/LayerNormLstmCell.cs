using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Cells;

/// <summary>Layer-normalised LSTM (Ba et al. 2016); the norms of the products have a gain and no shift.</summary>
[Cell]
public sealed partial class LayerNormLstmCell
{
    /// <summary>One step: the new states from the input and the old states.</summary>
    public static (Vec H, Vec C) Step(Vec x, Vec h, Vec c)
    {
        var wx = LayerNorm(Linear(x, units: 4, name: "weight_ih"), bias: false, name: "norm_ih");
        var uh = LayerNorm(Linear(h, units: 4, name: "weight_hh"), bias: false, name: "norm_hh");
        var (ai, af, ag, ao) = Split(wx + uh + Parameter(units: 4, name: "bias"), 4);
        var c2 = Sigmoid(af) * c + Sigmoid(ai) * Tanh(ag);
        return (Sigmoid(ao) * Tanh(LayerNorm(c2, name: "norm_c")), c2);
    }
}
