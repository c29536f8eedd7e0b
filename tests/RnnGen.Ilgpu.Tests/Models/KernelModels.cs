using RnnGen.Cells;
using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Ilgpu.Tests.Models;

/// <summary>A cell with reductions in its step: a softmax and a norm.</summary>
[Cell]
public sealed partial class FocusedCell
{
    public static Vec Step(Vec x, Vec h)
    {
        var focus = Softmax(Affine(x, h, name: "focus"));
        var next = LayerNorm(Tanh(Affine(x, h, name: "next")) + Gelu(Softplus(h)));
        return focus * next + (1 - focus) * h;
    }
}

[RnnModel]
[Input(3)]
[SimpleRnn(5)]
[Dense(2)]
[MeanSquaredError]
public sealed partial class PlainKernels;

[RnnModel]
[Input(8)]
[Lstm(64)]
[LastStep]
[Dense(3)]
[CrossEntropy]
public sealed partial class LstmKernels;

/// <summary>The gates of the LSTM fill rows of 2 KB, which are laid out with a space in between.</summary>
[RnnModel(Precision = Precision.Double)]
[Input(3)]
[Lstm(64)]
[Gru(5)]
[Dense(2)]
[MeanSquaredError]
public sealed partial class DoubleKernels;

[RnnModel]
[Input(3)]
[Gru(6)]
[Gru(5, Variant = GruVariant.ResetBefore)]
[Dense(2)]
[MeanSquaredError]
public sealed partial class GruKernels;

[RnnModel]
[Input(3)]
[Lstm(6, Projection = 3)]
[Lstm(5, Peephole = true)]
[Dense(2)]
[MeanSquaredError]
public sealed partial class LstmVariantKernels;

[RnnModel]
[Input(3)]
[Recurrent<LayerNormLstmCell>(5)]
[LayerNorm]
[Dense(2)]
[MeanSquaredError]
public sealed partial class NormKernels;

[RnnModel]
[Input(3)]
[SimpleRnn(5, Activation = Activation.Relu)]
[Recurrent<MguCell>(4)]
[Recurrent<IndRnnCell>(4)]
[Recurrent<SlstmCell>(4)]
[Dense(2)]
[MeanSquaredError]
public sealed partial class CellKernels;

[RnnModel]
[Input(3)]
[Gru(4)]
[Dense(4)]
[Ctc]
public sealed partial class LabelKernels;

[RnnModel]
public sealed partial class ReaderKernels
{
    [Gru(4)] private static partial Recurrence Encode(Seq x);

    [Forward, MeanSquaredError]
    private static Seq Read([Input(3)] Seq x)
    {
        var h = Encode(x).Outputs;
        return DotAttention(h, h).Context;
    }
}

[RnnModel]
[Input(3)]
[Recurrent<FocusedCell>(5)]
[Dense(2)]
[MeanSquaredError]
public sealed partial class FocusedKernels;

[RnnModel]
[Embedding(11, 6)]
[Dropout(0.2)]
[Lstm(6, Layers = 2, Bidirectional = true, Dropout = 0.2, RecurrentDropout = 0.1)]
[Gru(5, Zoneout = 0.1)]
[MeanPool]
[Dense(3)]
[CrossEntropy]
public sealed partial class DroppedKernels;

[RnnModel]
[Embedding(11, 4)]
[Lstm(4, Bidirectional = true)]
[Dense(5)]
[Crf]
public sealed partial class TaggerKernels;

[RnnModel]
public sealed partial class DecoderKernels
{
    [Embedding(9, 4)] private static partial Seq Read(Tokens source);
    [Gru(4)] private static partial Recurrence Encode(Seq x);
    [Embedding(7, 4)] private static partial Seq Hear(Tokens target);
    [Gru(5)] private static partial Recurrence Decode(Seq x, State start);
    [Attention(Score.Additive, Units = 3)] private static partial Attended Attend(Seq query, Seq memory);
    [Dense(7)] private static partial Seq Emit(Seq h);

    [Forward, CrossEntropy]
    private static Seq Translate(Tokens source, Tokens previous)
    {
        var read = Encode(Read(source));
        var (scores, _) = Next(previous, null!, read.Outputs);
        return scores;
    }

    [Step(Start = 1)]
    private static (Seq Scores, State Next) Next(Tokens previous, State state, Seq memory)
    {
        var a = Attend(state.Output, memory);
        var h = Decode(Concat(Hear(previous), a.Context), state);
        return (Emit(h.Outputs), h.Final);
    }
}
