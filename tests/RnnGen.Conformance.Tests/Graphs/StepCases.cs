namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>Decoders by their steps: what is a layer, what is merged, and what is outside of both.</summary>
internal static class StepCases
{
    private const string Layers = """
        [Embedding(7, 4)] private static partial Seq Embed(Tokens words);
        [Gru(5)] private static partial Recurrence Encode(Seq x);
        [Dense(7)] private static partial Seq Emit(Seq h);

        """;

    private const string Forward = """

        [Forward]
        private static Seq Outputs([Input(4)] Seq source, Tokens previous)
        {
            var read = Encode(source);
            var (scores, _) = Next(previous, read.Final, read.Outputs);
            return scores;
        }

        """;

    public static GraphCase[] All { get; } =
    [
        Of("a step that is a layer", Layers + """
            [Gru(5)] private static partial Recurrence Decode(Seq x, State start);

            [Forward]
            private static Seq Outputs([Input(4)] Seq source, Tokens previous)
                => Next(previous, Encode(source).Final).Scores;

            [Step]
            private static (Seq Scores, State Next) Next(Tokens previous, State state)
            {
                var h = Decode(Embed(previous), state);
                return (Emit(h.Outputs), h.Final);
            }
            """),
        Of("attention before the step", Layers + """
            [Attention(Score.Additive, Units = 3)] private static partial Attended Attend(Seq query, Seq memory);
            [Gru(5)] private static partial Recurrence Decode(Seq x, State start);
            """ + Forward + """
            [Step]
            private static (Seq Scores, State Next) Next(Tokens previous, State state, Seq memory)
            {
                var a = Attend(state.Output, memory);
                var h = Decode(Concat(Embed(previous), a.Context), state);
                return (Emit(Concat(h.Outputs, a.Context, Embed(previous))), h.Final);
            }
            """),
        Of("attention behind the step", Layers + """
            [Attention(Score.General)] private static partial Attended Attend(Seq query, Seq memory);
            [Gru(5)] private static partial Recurrence Decode(Seq x, State start);
            """ + Forward + """
            [Step]
            private static (Seq Scores, State Next) Next(Tokens previous, State state, Seq memory)
            {
                var h = Decode(Embed(previous), state);
                var a = Attend(h.Outputs, memory);
                return (Emit(Tanh(a.Context + h.Outputs)), h.Final);
            }
            """),
        Of("input feeding through two layers", Layers + """
            [Lstm(5, Layers = 2)] private static partial Recurrence Decode(Seq x, State start);
            [Dense(3, Activation = Activation.Tanh)] private static partial Seq Combine(Seq x);
            [LayerNorm] private static partial Seq Norm(Seq x);

            [Forward]
            private static (Seq scores, Vec cell) Outputs([Input(4)] Seq source, Tokens previous)
            {
                var read = Encode(source);
                var (scores, state, _) = Next(
                    previous, States(read.Last, 2 * read.Last, read.Last, MeanPool(read.Outputs)), read.Outputs);
                return (scores, read.Last);
            }

            [Step(Start = 1, End = 2)]
            private static (Seq Scores, State Next, Seq Fed) Next(
                Tokens previous, State state, Seq memory, Seq fed = null!)
            {
                var h = Decode(Concat(Embed(previous), Norm(Concat(fed, state.Output))), state);
                var a = DotAttention(h.Outputs, memory);
                var combined = Combine(Concat(a.Context, h.Outputs));
                return (Emit(combined), h.Final, combined);
            }
            """),
        Of("two layers that read each other", Layers + """
            [Gru(5)] private static partial Recurrence Below(Seq x, State start);
            [Lstm(5)] private static partial Recurrence Above(Seq x, State start);

            [Forward]
            private static Seq Outputs([Input(4)] Seq source, Tokens previous)
                => Next(previous, Encode(source).Final).Scores;

            [Step]
            private static (Seq Scores, State Below, State Above) Next(
                Tokens previous, State below, State above = null!)
            {
                var b = Below(Concat(Embed(previous), above.Output), below);
                var a = Above(Softmax(b.Outputs) + 1, above);
                return (Emit(a.Outputs * b.Outputs - Sigmoid(below.Output)), b.Final, a.Final);
            }
            """),
        Of("one layer behind another", Layers + """
            [Gru(5)] private static partial Recurrence Below(Seq x, State start);
            [Lstm(5)] private static partial Recurrence Above(Seq x, State start);

            [Forward]
            private static Seq Outputs([Input(4)] Seq source, Tokens previous)
            {
                var read = Encode(source);
                var (scores, _, _) = Next(previous, read.Final, States(read.Last, read.Last), read.Outputs);
                return scores;
            }

            [Step]
            private static (Seq Scores, State Below, State Above) Next(
                Tokens previous, State below, State above, Seq memory)
            {
                var b = Below(Concat(Embed(previous), ScaledDotAttention(below.Output, memory).Context), below);
                var a = Above(b.Outputs, above);
                return (Emit(a.Outputs), b.Final, a.Final);
            }
            """),
        Of("feeding outputs that are narrower than the state", Layers + """
            [Lstm(5, Projection = 3, Layers = 2)] private static partial Recurrence Decode(Seq x, State start);

            [Forward]
            private static Seq Outputs([Input(4)] Seq source, Tokens previous) => Next(previous, Last(source)).Scores;

            [Step(Start = 1)]
            private static (Seq Scores, State Next, Seq Fed, Seq Before) Next(
                Tokens previous, Vec facts, State state = null!, Seq fed = null!, Seq before = null!)
            {
                var h = Decode(Concat(Embed(previous), fed, before), state);
                return (Emit(h.Outputs), h.Final, h.Outputs, state.Output);
            }
            """),
        Of("from a vector, with what was before", """
            [Embedding(7, 4)] private static partial Seq Embed(Tokens words);
            [Dense(5, Activation = Activation.Tanh)] private static partial Vec Start(Vec facts);
            [SimpleRnn(5)] private static partial Recurrence Decode(Seq x, State start);
            [Dense(7)] private static partial Seq Emit(Seq h);

            [Forward]
            private static Seq Outputs([Input(3)] Vec facts, Tokens previous)
                => Next(previous, States(Start(facts))).Scores;

            [Step(Start = 1)]
            private static (Seq Scores, State Next, Seq Before) Next(Tokens previous, State state, Seq before = null!)
            {
                var x = Embed(previous);
                var h = Decode(x - before, state);
                return (Emit(h.Outputs), h.Final, x);
            }
            """),
    ];

    private static GraphCase Of(string name, string body) => new(name, body, IsCausal: false);
}
