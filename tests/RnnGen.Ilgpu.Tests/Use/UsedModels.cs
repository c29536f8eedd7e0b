using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>Models that are trained, kept and asked on devices.</summary>
public static partial class UsedModels
{
    [Cell]
    public sealed partial class LeakyCell
    {
        public static Vec Step(Vec x, Vec h)
        {
            var g = Sigmoid(Affine(x, h, initialBias: 1));
            var c = Tanh(Affine(x, h));
            return g * h + (1 - g) * c;
        }
    }

    /// <summary>Dropout between layers, on states and in front of the output.</summary>
    [RnnModel]
    [Input(5)]
    [Lstm(24, Layers = 2, Dropout = 0.3, RecurrentDropout = 0.1)]
    [LastStep]
    [Dropout(0.2)]
    [Dense(3)]
    [CrossEntropy]
    public sealed partial class Classifier;

    [RnnModel]
    [Embedding(30, 12)]
    [Gru(20, Bidirectional = true)]
    [Dense(6)]
    [CrossEntropy]
    public sealed partial class Tagger;

    [RnnModel]
    [Input(5)]
    [Recurrent<LeakyCell>(18)]
    [Dense(2)]
    [MeanSquaredError]
    public sealed partial class OwnCell;

    /// <summary>Says what it has read.</summary>
    [RnnModel]
    [Embedding(12, 10)]
    [Lstm(20)]
    [Dense(12)]
    [CrossEntropy]
    public sealed partial class Writer;

    /// <summary>Replies, and attends before it says a token.</summary>
    [RnnModel]
    public sealed partial class Replier
    {
        [Embedding(12, 10)] private static partial Seq Embed(Tokens letters);
        [Gru(16)] private static partial Recurrence Encode(Seq x);
        [Attention(Score.Additive, Units = 16)] private static partial Attended Attend(Seq query, Seq memory);
        [Gru(16)] private static partial Recurrence Decode(Seq x, State start);
        [Dense(12)] private static partial Seq Emit(Seq h);

        [Forward, CrossEntropy]
        private static Seq Scores(Tokens word, Tokens previous)
        {
            var read = Encode(Embed(word));
            return Next(previous, read.Final, read.Outputs).Scores;
        }

        [Step(Start = 1, End = 2)]
        private static (Seq Scores, State Next) Next(Tokens previous, State state, Seq memory)
        {
            var h = Decode(Concat(Embed(previous), Attend(state.Output, memory).Context), state);
            return (Emit(h.Outputs), h.Final);
        }
    }

    /// <summary>Goes on with a series.</summary>
    [RnnModel]
    [Input(2)]
    [Gru(12)]
    [LastStep]
    [Dense(2)]
    [MeanSquaredError]
    public sealed partial class Forecaster;
}
