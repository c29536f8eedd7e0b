using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Usage.Tests;

/// <content>Models that reply.</content>
public static partial class Models
{
    /// <summary>Says a word backwards; feeds what it attended to into its next step.</summary>
    [RnnModel]
    public sealed partial class Backwards
    {
        [Embedding(12, 16)] private static partial Seq Embed(Tokens letters);
        [Gru(32)] private static partial Recurrence Encode(Seq x);
        [Attention(Score.Additive, Units = 32)] private static partial Attended Attend(Seq query, Seq memory);
        [Gru(32)] private static partial Recurrence Decode(Seq x, State start);
        [Dense(16, Activation = Activation.Tanh)] private static partial Seq Combine(Seq x);
        [Dense(12)] private static partial Seq Emit(Seq h);

        [Forward, CrossEntropy]
        private static Seq Scores(Tokens word, Tokens previous)
        {
            var read = Encode(Embed(word));
            return Next(previous, read.Final, read.Outputs).Scores;
        }

        [Step(Start = 1, End = 2)]
        private static (Seq Scores, State Next, Seq Fed) Next(
            Tokens previous, State state, Seq memory, Seq fed = null!)
        {
            var h = Decode(Concat(Embed(previous), fed), state);
            var seen = Combine(Concat(Attend(h.Outputs, memory).Context, h.Outputs));
            return (Emit(seen), h.Final, seen);
        }
    }

    /// <summary>Says the digits of a number that it reads as a vector.</summary>
    [RnnModel]
    public sealed partial class Caption
    {
        [Dense(24, Activation = Activation.Tanh)] private static partial Vec Start(Vec picture);
        [Embedding(13, 8)] private static partial Seq Embed(Tokens digits);
        [SimpleRnn(24)] private static partial Recurrence Decode(Seq x, State start);
        [Dense(13)] private static partial Seq Emit(Seq h);

        [Forward, CrossEntropy]
        private static Seq Scores([Input(20)] Vec picture, Tokens previous)
            => Next(previous, States(Start(picture))).Scores;

        [Step(Start = 11, End = 12)]
        private static (Seq Scores, State Next) Next(Tokens previous, State state)
        {
            var h = Decode(Embed(previous), state);
            return (Emit(h.Outputs), h.Final);
        }
    }
}
