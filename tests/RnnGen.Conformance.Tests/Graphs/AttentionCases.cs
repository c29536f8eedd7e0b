namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>Graphs with attention: every kind of score, on one time and over another.</summary>
internal static class AttentionCases
{
    public static GraphCase[] All { get; } =
    [
        Of("a translator with general scores", """
            [Embedding(7, 4)] private static partial Seq Source(Tokens words);
            [Embedding(9, 4)] private static partial Seq Target(Tokens words);
            [Gru(5, Bidirectional = true)] private static partial Recurrence Encode(Seq x);
            [Lstm(5)] private static partial Recurrence Decode(Seq x);
            [Attention(Score.General)] private static partial Attended Attend(Seq query, Seq memory);
            [Dense(3, Activation = Activation.Tanh)] private static partial Seq Combine(Seq x);

            [Forward]
            private static Seq Outputs(Tokens source, Tokens target)
            {
                var h = Decode(Target(target)).Outputs;
                return Combine(Concat(Attend(h, Encode(Source(source)).Outputs).Context, h));
            }
            """),
        Of("dot products of chunks side by side", """
            [Gru(5, Bidirectional = true)] private static partial Recurrence Encode(Seq x);
            [Lstm(5, Bidirectional = true)] private static partial Recurrence Decode(Seq x);
            [Attention(Score.Dot)] private static partial Attended Attend(Seq query, Seq memory);

            [Forward]
            private static Seq Outputs([Input(3)] Seq source, [Input(2)] Seq target)
                => Attend(Decode(target).Outputs, Encode(source).Outputs).Context;
            """),
        Of("concatenated scores of chunks, with values apart", """
            [Gru(5, Bidirectional = true)] private static partial Recurrence Encode(Seq x);
            [Lstm(4, Bidirectional = true)] private static partial Recurrence Decode(Seq x);
            [Attention(Score.Concat, Units = 6)]
            private static partial Attended Attend(Seq query, Seq keys, Seq values);

            [Forward]
            private static (Seq context, Seq square) Outputs([Input(3)] Seq source, [Input(2)] Seq target)
            {
                var memory = Encode(source).Outputs;
                var a = Attend(Decode(target).Outputs, memory, Tanh(memory));
                return (a.Context, Square(a.Context));
            }
            """),
        Of("additive scores of a query on the first time", """
            [Gru(5)] private static partial Recurrence Encode(Seq x);
            [Attention(Score.Additive, Units = 6)] private static partial Attended Attend(Seq query, Seq memory);

            [Forward]
            private static (Seq context, Vec mean) Outputs([Input(2)] Seq query, [Input(3)] Seq memory)
            {
                var a = Attend(query, Encode(memory).Outputs);
                return (a.Context, MeanPool(a.Context));
            }
            """),
        Of("scaled dot products of inputs", """
            [Forward]
            private static (Alignment scores, Seq context, Alignment weights) Outputs(
                [Input(3)] Seq query, [Input(3)] Seq keys, [Input(2)] Seq values)
            {
                var a = ScaledDotAttention(query, keys, values);
                return (a.Scores, a.Context, a.Weights);
            }
            """),
        Of("a query and a memory of which neither is on the first time", """
            [Gru(5)] private static partial Recurrence Encode(Seq x);
            [Attention(Score.General)] private static partial Attended Attend(Seq query, Seq memory);

            [Forward]
            private static (Vec first, Seq context) Outputs([Input(2)] Seq a, [Input(3)] Seq b, [Input(4)] Seq c)
                => (MeanPool(a), Attend(b, Encode(c).Outputs).Context);
            """),
        Of("an attention called twice, and one that asks with its context", """
            [Gru(5)] private static partial Recurrence Encode(Seq x);
            [Dense(5)] private static partial Seq Ask(Seq x);
            [Attention(Score.Additive, Units = 4)] private static partial Attended Attend(Seq query, Seq memory);

            [Forward]
            private static (Seq hops, Seq back) Outputs([Input(3)] Seq source, [Input(2)] Seq target)
            {
                var memory = Encode(source).Outputs;
                var first = Attend(Ask(target), memory);
                var second = Attend(first.Context, memory);
                return (first.Context - second.Context, DotAttention(memory, Ask(target)).Context);
            }
            """),
        Of("a sequence that attends to itself", """
            [Attention(Score.General)] private static partial Attended Attend(Seq query, Seq memory);

            [Forward]
            private static Seq Outputs([Input(5)] Seq x) => DotAttention(x, Attend(x, x).Context).Context + x;
            """),
    ];

    private static GraphCase Of(string name, string body) => new(name, body, IsCausal: false);
}
