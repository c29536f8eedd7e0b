namespace RnnGen.Interchange.Tests;

/// <summary>A model of each kind of layer that other systems have.</summary>
public static partial class Models
{
    [RnnModel]
    [Input(3)]
    [SimpleRnn(4)]
    [Dense(2)]
    public sealed partial class PlainRnn;

    [RnnModel]
    [Input(3)]
    [SimpleRnn(4, Activation = Activation.Relu, Biases = 2)]
    public sealed partial class ReluRnn;

    [RnnModel]
    [Input(3)]
    [Lstm(4, Biases = 2)]
    [Dense(2)]
    public sealed partial class TwoBiasLstm;

    [RnnModel]
    [Input(3)]
    [Lstm(4)]
    public sealed partial class OneBiasLstm;

    [RnnModel]
    [Input(3)]
    [Lstm(4, Biases = 0)]
    public sealed partial class NoBiasLstm;

    [RnnModel]
    [Embedding(11, 3)]
    [Gru(4, Biases = 2)]
    [Dense(2)]
    public sealed partial class TokenGru;

    [RnnModel]
    [Input(3)]
    [Lstm(4, Layers = 2, Bidirectional = true, Biases = 2)]
    [Dense(2)]
    public sealed partial class Stack;

    [RnnModel]
    [Input(3)]
    [Gru(5, Layers = 2, Bidirectional = true)]
    public sealed partial class GruStack;

    [RnnModel]
    [Input(3)]
    [Lstm(4, Projection = 2, Biases = 2)]
    public sealed partial class Projected;

    [RnnModel]
    [Input(3)]
    [Lstm(4, Peephole = true, Bidirectional = true)]
    public sealed partial class Peephole;

    [RnnModel]
    [Input(3)]
    [Lstm(4, CoupledGates = true)]
    public sealed partial class Coupled;

    [RnnModel]
    [Input(3)]
    [Gru(4)]
    public sealed partial class PlainGru;

    [RnnModel]
    [Input(3)]
    [Gru(4, Biases = 2)]
    public sealed partial class TwoBiasGru;

    [RnnModel]
    [Input(3)]
    [Gru(4, Biases = 0)]
    public sealed partial class NoBiasGru;

    [RnnModel]
    [Input(3)]
    [Gru(4, Variant = GruVariant.ResetBefore)]
    public sealed partial class ResetBefore;

    [RnnModel]
    [Input(3)]
    [Gru(4, Variant = GruVariant.ResetBefore, Biases = 2)]
    public sealed partial class TwoBiasResetBefore;

    [RnnModel]
    [Input(3)]
    [Recurrent<RnnGen.Cells.MguCell>(4)]
    public sealed partial class Minimal;

    [RnnModel]
    [Input(3)]
    [Recurrent<FourGates>(4)]
    public sealed partial class OwnCell;

    [RnnModel]
    [Input(3)]
    [Gru(4, Variant = GruVariant.Textbook, Biases = 2)]
    public sealed partial class Textbook;

    [RnnModel]
    [Embedding(11, 3)]
    [LayerNorm]
    [Lstm(4, Bidirectional = true)]
    [Dense(2)]
    public sealed partial class Tagger;

    [RnnModel]
    [Embedding(11, 4)]
    [Lstm(4)]
    [Dense(11, TiedTo = "embedding")]
    public sealed partial class Tied;

    [RnnModel]
    [Embedding(11, 4)]
    [Lstm(4)]
    [Dense(11, TiedTo = "embedding", Bias = false)]
    public sealed partial class TiedNoBias;

    [RnnModel]
    [Input(4)]
    [LayerNorm(Epsilon = 1e-4)]
    [SimpleRnn(4, Activation = Activation.HardSigmoid, Layers = 2, Residual = true, GoBackwards = true)]
    [Dense(2, Activation = Activation.LeakyRelu)]
    public sealed partial class Optioned;

    [RnnModel]
    [Input(3)]
    [Lstm(4, Bidirectional = true, Merge = Merge.Average)]
    public sealed partial class Merged;

    [RnnModel]
    [Input(3)]
    [Gru(4)]
    [Dense(3)]
    [Crf]
    public sealed partial class Chain;

    [RnnModel]
    [Input(3)]
    [Gru(4, Biases = 2)]
    [Dense(3)]
    [Crf(StartEnd = false)]
    public sealed partial class BareChain;
}
