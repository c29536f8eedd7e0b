namespace RnnGen.Generators.Tests;

/// <content>Graphs.</content>
internal static partial class DiagnosticCases
{
    private static readonly DiagnosticCase[] s_graph =
    [
        new("RNN0501", """
            [RnnModel, [|CrossEntropy|]]
            partial class M
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
                [Forward] private static Seq Scores([Input(8)] Seq x) => Emit(x);
            }
            """),
        new("RNN0502", """
            [RnnModel]
            partial class [|M|]
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
            }
            """),
        new("RNN0503", """
            [RnnModel]
            partial class M
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
                [Forward] private static Seq Scores([Input(8)] Seq x) => Emit(x);
                [Forward] private static Seq [|Again|]([Input(8)] Seq x) => Emit(x);
            }
            """),
        new("RNN0504", """
            [RnnModel]
            partial class M
            {
                [Dense(4)] private static partial Vec [|Emit|](Seq h);
                [Forward] private static Vec Scores([Input(8)] Seq x) => Emit(x);
            }
            """),
        new("RNN0505", """
            [RnnModel]
            partial class M
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
                [Forward]
                private static Seq Scores([Input(8)] Seq x)
                {
                    [|for|] (var i = 0; i < 2; i++)
                        x = Emit(x);
                    return x;
                }
            }
            """),
        new("RNN0506", """
            [RnnModel]
            partial class M
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
                [Forward] private static Seq Scores([Input(8)] Seq x) => Emit(x) [|+|] x;
            }
            """),
        new("RNN0507", """
            [RnnModel]
            partial class M
            {
                [Gru(4)] private static partial Recurrence Encode(Seq x);
                [Gru(4)] private static partial Recurrence Decode(Seq x);
                [Forward]
                private static Seq Outputs([Input(4, Steps = 10)] Seq source, [Input(4, Steps = 5)] Seq target)
                    => Decode(target).Outputs [|+|] Encode(source).Outputs;
            }
            """),
        new("RNN0508", """
            [RnnModel]
            partial class M
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
                [Dense(3)] private static partial Vec Judge(Vec h);
                [Forward, CrossEntropy, CrossEntropy(Of = [|"kinds"|])]
                private static (Seq tags, Vec kind) Scores([Input(8)] Seq x) => (Emit(x), Judge(Last(x)));
            }
            """),
        new("RNN0509", """
            [RnnModel]
            partial class M
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
                [[|Dense|](3)] private static partial Seq Spare(Seq h);
                [Forward] private static Seq Scores([Input(8)] Seq x) => Emit(x);
            }
            """),
        new("RNN0510", """
            [RnnModel]
            partial class M
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
                [Forward] private static Seq Scores([Input(8)] Seq x) => [|Emit|](Emit(x));
            }
            """),
        new("RNN0511", """
            [RnnModel]
            partial class M
            {
                [Lstm(8)] private static partial Recurrence Encode(Seq x);
                [Lstm(4)] private static partial Recurrence Decode(Seq x, State start);
                [Forward]
                private static Seq Outputs([Input(3)] Seq source, [Input(2)] Seq target)
                    => Decode(target, Encode(source).[|Final|]).Outputs;
            }
            """),
        new("RNN0514", """
            [RnnModel]
            partial class M
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
                [Forward, CrossEntropy(Of = [|"weights"|])]
                private static (Seq tags, Alignment weights) Scores([Input(8)] Seq x)
                {
                    var a = DotAttention(x, x);
                    return (Emit(a.Context), a.Weights);
                }
            }
            """),
        new("RNN0516", """
            [RnnModel]
            partial class M
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
                [Forward] private static Seq Scores(Seq [|x|]) => Emit(x);
            }
            """),
        new("RNN0517", """
            [RnnModel]
            partial class M
            {
                [Gru(4)] private static partial Recurrence Encode(Seq x);
                [Forward] private static [|Recurrence|] Scores([Input(8)] Seq x) => Encode(x);
            }
            """),
        new("RNN0519", """
            [RnnModel]
            partial class M
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
                [Forward]
                private static Seq Scores([Input(8)] Seq x)
                {
                    var [|r = Emit(x)|];
                    return Emit(x);
                }
            }
            """),
        new("RNN0518", """
            [RnnModel]
            partial class M
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
                [Forward] private static Seq Scores([Input(8)] Seq x, Tokens [|words|]) => Emit(x);
            }
            """),
        new("RNN0601", """
            [RnnModel]
            partial class M
            {
                [Embedding(30, 8)] private static partial Seq Embed(Tokens words);
                [Gru(8)] private static partial Recurrence Encode(Seq x);
                [Gru(8)] private static partial Recurrence Decode(Seq x, State start);
                [Dense(30)] private static partial Seq Emit(Seq h);
                [Forward, CrossEntropy]
                private static Seq Scores(Tokens source, Tokens previous)
                    => Next(previous, Encode(Embed(source)).Final).Scores;
                [Step(Start = 1, End = 2)]
                private static (Seq Scores, State Next) Next(Tokens previous, State state)
                {
                    var h = Decode([|Delay|](Embed(previous)), state);
                    return (Emit(h.Outputs), h.Final);
                }
            }
            """),
        new("RNN0602", """
            [RnnModel]
            partial class M
            {
                [Embedding(30, 8)] private static partial Seq Embed(Tokens words);
                [Gru(8)] private static partial Recurrence Encode(Seq x);
                [Gru(8)] private static partial Recurrence Decode(Seq x, State start);
                [Dense(30)] private static partial Seq Emit(Seq h);
                [Forward, CrossEntropy]
                private static Seq Scores(Tokens source, Tokens previous)
                    => Emit(Decode(Embed(previous), Encode(Embed(source)).Final).Outputs);
                [Step]
                private static [|Seq|] Next(Tokens previous, State state)
                    => Emit(Decode(Embed(previous), state).Outputs);
            }
            """),
        new("RNN0603", """
            [RnnModel]
            partial class M
            {
                [Embedding(30, 8)] private static partial Seq Embed(Tokens words);
                [Gru(8)] private static partial Recurrence Encode(Seq x);
                [Gru(8)] private static partial Recurrence Decode(Seq x, State start);
                [Dense(30)] private static partial Seq Emit(Seq h);
                [Forward, CrossEntropy]
                private static Seq Scores(Tokens source, Tokens previous)
                    => Emit(Decode(Embed(previous), Encode(Embed(source)).Final).Outputs);
                [Step(Start = 1, End = 2)]
                private static (Seq Scores, State Next) [|Next|](Tokens previous, State state)
                {
                    var h = Decode(Embed(previous), state);
                    return (Emit(h.Outputs), h.Final);
                }
            }
            """),
    ];
}
