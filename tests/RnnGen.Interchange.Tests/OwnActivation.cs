using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Interchange.Tests;

/// <summary>A cell of one's own that leaves its activation to the declaration.</summary>
[Cell]
public sealed partial class OwnActivation
{
    public static Vec Step(Vec x, Vec h)
    {
        var a = Affine(x, h);
        return h + Activate(a);
    }
}
