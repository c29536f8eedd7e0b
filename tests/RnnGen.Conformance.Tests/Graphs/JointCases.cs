namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>Graphs of several inputs, times and heads.</summary>
internal static class JointCases
{
    public static GraphCase[] All { get; } =
    [
        Of("an encoder and a decoder", """
            [Lstm(5)] private static partial Recurrence Encode(Seq x);
            [Lstm(5)] private static partial Recurrence Decode(Seq x, State start);
            [Dense(3)] private static partial Seq Emit(Seq h);

            [Forward]
            private static Seq Outputs([Input(3)] Seq source, [Input(2)] Seq target)
                => Emit(Decode(target, Encode(source).Final).Outputs);
            """),
        Of("layers and directions that go on from others", """
            [Gru(5, Layers = 2, Bidirectional = true)] private static partial Recurrence Encode(Seq x);
            [Gru(5, Layers = 2, Bidirectional = true)] private static partial Recurrence Decode(Seq x, State start);

            [Forward]
            private static (Seq steps, Vec last, Vec final) Outputs([Input(3)] Seq source, [Input(2)] Seq target)
            {
                var r = Encode(source);
                var d = Decode(target, r.Final);
                return (d.Outputs, d.Last, r.FinalOf("h"));
            }
            """),
        Of("states of any value", """
            [Gru(5, Bidirectional = true)] private static partial Recurrence Encode(Seq x);
            [Lstm(5)] private static partial Recurrence Decode(Seq x, State start);
            [Dense(5)] private static partial Vec Bridge(Vec h);

            [Forward]
            private static (Seq steps, Vec cell) Outputs(
                [Input(3)] Seq source, [Input(2)] Seq target, [Input(5)] Vec facts)
            {
                var r = Encode(source);
                var d = Decode(target, States(Tanh(Bridge(r.Last)), facts));
                return (d.Outputs, d.FinalOf("c"));
            }
            """),
        Of("rows of two times together", """
            [Lstm(5)] private static partial Recurrence Encode(Seq x);
            [Gru(5)] private static partial Recurrence Other(Seq x);
            [Dense(3)] private static partial Vec Read(Vec h);

            [Forward]
            private static (Vec read, Vec product, Seq steps) Outputs([Input(3)] Seq source, [Input(2)] Seq target)
            {
                var (a, b) = (Encode(source), Other(target));
                var pool = MeanPool(target);
                return (Read(Concat(a.Last, b.Last, MaxPool(source), pool)), a.Last * b.Last - Tanh(b.Last), b.Outputs);
            }
            """),
        Of("one layer on two times", """
            [Embedding(7, 4)] private static partial Seq Embed(Tokens words);
            [Lstm(5)] private static partial Recurrence Encode(Seq x);
            [Dense(3)] private static partial Vec Compare(Vec pair);

            [Forward]
            private static (Vec alike, Seq second) Outputs(Tokens first, Tokens second)
            {
                var (a, b) = (Encode(Embed(first)), Encode(Embed(second)));
                return (Compare(Concat(Abs(a.Last - b.Last), a.Last * b.Last)), Embed(second) + Slice(b.Outputs, 0, 4));
            }
            """),
        Of("three times", """
            [Gru(5)] private static partial Recurrence First(Seq x);
            [Gru(5)] private static partial Recurrence Second(Seq x, State start);
            [Gru(5, GoBackwards = true)] private static partial Recurrence Third(Seq x, State start);

            [Forward]
            private static (Seq first, Seq third, Vec all) Outputs(
                [Input(3)] Seq a, [Input(2)] Seq b, [Input(4)] Seq c)
            {
                var first = First(a);
                var second = Second(b, first.Final);
                var third = Third(c, second.Final);
                return (first.Outputs, third.Outputs, Concat(first.Last, second.Last, third.Last));
            }
            """),
        Of("several inputs of one time", """
            [Embedding(7, 4)] private static partial Seq Embed(Tokens words);
            [Gru(5, Bidirectional = true)] private static partial Recurrence Encode(Seq x);
            [Dense(3)] private static partial Seq Slots(Seq h);
            [Dense(2)] private static partial Vec Intent(Vec h);

            [Forward]
            private static (Seq slots, Vec intent) Outputs([Input(5)] Vec facts, [Input(3)] Seq shapes, Tokens words)
            {
                var r = Encode(Concat(Embed(words), shapes));
                return (Slots(r.Outputs), Intent(Concat(r.Last, facts)));
            }
            """),
        Of("a value in two heads", """
            [Gru(5)] private static partial Recurrence Encode(Seq x);

            [Forward]
            private static (Seq a, Seq b, Vec c, Vec d, Seq e, Vec f) Outputs([Input(3)] Seq x, [Input(2)] Vec facts)
            {
                var r = Encode(x);
                return (r.Outputs, r.Outputs, r.Last, r.Last, x, facts);
            }
            """),
        Of("values of one time at every step of another", """
            [Embedding(7, 4)] private static partial Seq Embed(Tokens words);
            [Gru(5, Bidirectional = true)] private static partial Recurrence Encode(Seq x);
            [Lstm(5)] private static partial Recurrence Decode(Seq x);

            [Forward]
            private static (Seq words, Seq facts, Seq cells, Vec at, Seq turned) Outputs(
                [Input(3)] Seq source, Tokens target, [Input(3)] Vec facts, [Input(2)] Seq other)
            {
                var r = Encode(source);
                var d = Decode(Concat(Embed(target), Repeat(r.Last, target)));
                var again = Repeat(Concat(d.Last, facts), other);
                return (d.Outputs, again, d.StatesOf("c"), At(again, 1), Reverse(Concat(other, again)));
            }
            """),
        Of("steps of one time at positions of another", """
            [Gru(5, Bidirectional = true)] private static partial Recurrence Encode(Seq x);
            [Lstm(5)] private static partial Recurrence Decode(Seq x);
            [Dense(3)] private static partial Seq Emit(Seq h);

            [Forward]
            private static (Seq picked, Seq read, Vec last, Seq again, Seq whole) Outputs(
                Tokens at, [Input(3)] Seq source, [Input(2)] Seq other, Tokens marks)
            {
                var h = Encode(source).Outputs;
                var d = Decode(Concat(Gather(h, at), Gather(source, at)));
                return (Gather(h, at), Emit(d.Outputs), Last(Gather(d.Outputs, marks)), Gather(other, marks), h);
            }
            """),
        Of("steps at positions of their own time", """
            [Embedding(7, 4)] private static partial Seq Embed(Tokens words);
            [Gru(5)] private static partial Recurrence Encode(Seq x);

            [Forward]
            private static (Seq heads, Seq vectors, Seq read) Outputs(Tokens words, Tokens heads, [Input(3)] Seq x)
            {
                var e = Concat(Embed(words), x);
                var h = Encode(Concat(e, Repeat(MeanPool(e), heads))).Outputs;
                return (Gather(h, heads) * h, Gather(Gather(x, heads), words), Gather(h, heads));
            }
            """),
        Of("states that nobody gives and nobody reads", """
            [Lstm(5)] private static partial Recurrence Encode(Seq x);
            [Lstm(5)] private static partial Recurrence Decode(Seq x, State start);

            [Forward]
            private static Seq Outputs([Input(5, Steps = 3)] Seq source, [Input(5)] Vec facts)
                => source - Decode(source, States(2 * facts, Encode(source).FinalOf("c"))).Outputs;
            """),
        Of("rows alone", """
            [Dense(4)] private static partial Vec Widen(Vec v);

            [Forward] private static Vec Outputs([Input(5)] Vec a, [Input(4)] Vec b) => Widen(a) * b;
            """),
        .. AttentionCases.All,
        .. StepCases.All,
    ];

    public static GraphCase Find(string name) => All.Single(graph => graph.Name == name);

    private static GraphCase Of(string name, string body) => new(name, body, IsCausal: false);
}
