using RnnGen;
using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace CellComparison;

/// <summary>
/// The update gate RNN of Collins, Sohl-Dickstein and Sussillo (2017): one gate chooses between the old state and a new
/// one. Half of the LSTM's weights. The gate starts at a bias of 1, so that a state lasts.
/// </summary>
[Cell]
public sealed partial class UpdateGateCell
{
    public static Vec Step(Vec x, Vec h)
    {
        var g = Sigmoid(Affine(x, h, initialBias: 1));
        var c = Tanh(Affine(x, h));
        return g * h + (1 - g) * c;
    }
}
