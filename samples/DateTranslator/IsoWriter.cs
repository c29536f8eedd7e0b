using RnnGen;
using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace DateTranslator;

/// <summary>
/// The characters of a date in, those of its ISO form out, one after the other. Before each one the decoder looks for
/// what it needs next in what was read (Bahdanau et al. 2015).
/// </summary>
[RnnModel]
public sealed partial class IsoWriter
{
    [Embedding(67, 24)] private static partial Seq Read(Tokens letters);
    [Gru(32, Bidirectional = true)] private static partial Recurrence Encode(Seq x);
    [Dense(64, Activation = Activation.Tanh)] private static partial Vec Begin(Vec read);

    [Embedding(13, 12)] private static partial Seq Hear(Tokens digits);
    [Attention(Score.Additive, Units = 32)] private static partial Attended Attend(Seq query, Seq memory);
    [Gru(64)] private static partial Recurrence Decode(Seq x, State start);
    [Dense(13)] private static partial Seq Emit(Seq h);

    [Forward, CrossEntropy]
    private static Seq Translate(Tokens letters, Tokens previous)
    {
        var read = Encode(Read(letters));
        var (scores, _) = Next(previous, States(Begin(read.Last)), read.Outputs);
        return scores;
    }

    [Step(Start = 0, End = 1)]
    private static (Seq Scores, State Next) Next(Tokens previous, State state, Seq memory)
    {
        var a = Attend(state.Output, memory);
        var h = Decode(Concat(Hear(previous), a.Context), state);
        return (Emit(h.Outputs), h.Final);
    }
}
