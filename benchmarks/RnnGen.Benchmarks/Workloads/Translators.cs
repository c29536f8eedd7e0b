using RnnGen.Symbolic;

namespace RnnGen.Benchmarks.Workloads;

/// <summary>S6: an LSTM of 128 reads; another goes on from its states and scores 1,000 classes at every step.</summary>
[RnnModel]
public sealed partial class SmallTranslator
{
    [Lstm(128, Biases = 2, ForgetBias = 0)]
    private static partial Recurrence Encode(Seq x);

    [Lstm(128, Biases = 2, ForgetBias = 0)]
    private static partial Recurrence Decode(Seq x, State from);

    [Dense(1000)]
    private static partial Seq Words(Seq h);

    [Forward]
    [CrossEntropy]
    private static Seq Scores([Input(64)] Seq source, [Input(64)] Seq reply)
        => Words(Decode(reply, Encode(source).Final).Outputs);
}

/// <summary>S6 with 256 units.</summary>
[RnnModel]
public sealed partial class WideTranslator
{
    [Lstm(256, Biases = 2, ForgetBias = 0)]
    private static partial Recurrence Encode(Seq x);

    [Lstm(256, Biases = 2, ForgetBias = 0)]
    private static partial Recurrence Decode(Seq x, State from);

    [Dense(1000)]
    private static partial Seq Words(Seq h);

    [Forward]
    [CrossEntropy]
    private static Seq Scores([Input(64)] Seq source, [Input(64)] Seq reply)
        => Words(Decode(reply, Encode(source).Final).Outputs);
}
