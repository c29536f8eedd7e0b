using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Cells;

/// <summary>Independently recurrent network (Li et al. 2018): each unit sees its own past.</summary>
[Cell]
public sealed partial class IndRnnCell
{
    /// <summary>One step: the new states from the input and the old states.</summary>
    public static Vec Step(Vec x, Vec h)
    {
        return Activate(Affine(x) + Scale(h, name: "weight_hh"));
    }
}
