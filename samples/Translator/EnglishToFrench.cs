using RnnGen;
using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace Translator;

/// <summary>
/// English words in, French words out, one after the other. What the decoder gives and what it then finds in the
/// English sentence say the next word together (Luong et al. 2015).
/// </summary>
[RnnModel]
public sealed partial class EnglishToFrench
{
    [Embedding(1400, 128)] private static partial Seq Read(Tokens english);
    [Gru(96, Bidirectional = true)] private static partial Recurrence Encode(Seq x);

    [Embedding(2700, 128)] private static partial Seq Hear(Tokens french);
    [Gru(192)] private static partial Recurrence Decode(Seq x, State start);
    [Attention(Score.General)] private static partial Attended Attend(Seq query, Seq memory);
    [Dense(128, Activation = Activation.Tanh)] private static partial Seq Combine(Seq x);
    [Dense(2700)] private static partial Seq Emit(Seq h);

    [Forward, CrossEntropy]
    private static Seq Translate(Tokens english, Tokens previous)
    {
        var read = Encode(Read(english)).Outputs;
        var (scores, _, _) = Next(previous, null!, read);
        return scores;
    }

    [Step(Start = 0, End = 1)]
    private static (Seq Scores, State Next, Seq Combined) Next(
        Tokens previous, State state, Seq memory, Seq fed = null!)
    {
        var h = Decode(Concat(Hear(previous), fed), state);
        var a = Attend(h.Outputs, memory);
        var combined = Combine(Concat(h.Outputs, a.Context));
        return (Emit(combined), h.Final, combined);
    }
}
