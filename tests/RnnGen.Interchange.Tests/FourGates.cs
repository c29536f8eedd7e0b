using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Interchange.Tests;

/// <summary>A cell of one's own whose tensors are called and shaped as those of an LSTM.</summary>
[Cell]
public sealed partial class FourGates
{
    public static (Vec H, Vec C) Step(Vec x, Vec h, Vec c)
    {
        var i = Sigmoid(Affine(x, h));
        var f = Sigmoid(Affine(x, h));
        var g = Relu(Affine(x, h));
        var o = Sigmoid(Affine(x, h));
        var next = f * c + i * g;
        return (o * next, next);
    }
}
