using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;

namespace RnnGen.Generators.Tests.Support;

/// <summary>Decoders: graphs of which one input is what was said, and one head scores what to say next.</summary>
internal static class StepNetworks
{
    public const int Tokens = 7;
    public const int Start = 1;
    public const int End = 2;

    private static readonly string[] s_layers =
    [
        "[Embedding(7, 4)] private static partial Seq Source(Tokens words);",
        "[Embedding(7, 3)] private static partial Seq Target(Tokens words);",
        "[Gru(5)] private static partial Recurrence Encode(Seq x);",
        "[Gru(5, Bidirectional = true)] private static partial Recurrence Both(Seq x);",
        "[Gru(5)] private static partial Recurrence Decode(Seq x, State start);",
        "[Lstm(6)] private static partial Recurrence Above(Seq x);",
        "[Attention(Score.General)] private static partial Attended Attend(Seq query, Seq memory);",
        "[Attention(Score.Additive, Units = 6)] private static partial Attended Look(Seq query, Seq memory);",
        "[Dense(6, Activation = Activation.Tanh)] private static partial Seq Combine(Seq x);",
        "[Dense(5)] private static partial Vec Read(Vec x);",
        "[Dense(7)] private static partial Seq Emit(Seq x);",
        "[Dense(4)] private static partial Seq Some(Seq x);",
        "[Dense(3)] private static partial Seq Others(Seq x);",
        "[Dense(2)] private static partial Vec Tell(Vec x);",
    ];

    private static readonly Dictionary<string, (string Forward, NetworkStep Step)> s_decoders = new()
    {
        ["plain"] = ("""
            private static Seq Scores(Tokens source, Tokens previous)
                => Emit(Decode(Target(previous), Encode(Source(source)).Final).Outputs);
            """, new(1, 0, Start, End)),
        ["luong"] = ("""
            private static Seq Scores(Tokens source, Tokens previous)
            {
                var read = Encode(Source(source));
                var h = Decode(Target(previous), read.Final).Outputs;
                return Emit(Combine(Concat(Attend(h, read.Outputs).Context, h)));
            }
            """, new(1, 0, Start, End)),
        ["said first, a second layer, no end"] = ("""
            private static Seq Scores(Tokens previous, Tokens source)
            {
                var memory = Both(Source(source)).Outputs;
                var h = Above(Decode(Target(previous), States(MeanPool(Slice(memory, 2, 5)))).Outputs).Outputs;
                return Emit(Combine(Concat(Look(h, memory).Context, h, Delay(Target(previous), 2))));
            }
            """, new(0, 0, Start, -1)),
        ["what was said as a position"] = ("""
            private static Seq Scores(Tokens source, Tokens previous)
            {
                var read = Encode(Source(source));
                return Emit(Concat(Decode(Target(previous), read.Final).Outputs, Gather(read.Outputs, previous)));
            }
            """, new(1, 0, Start, End)),
        ["a vector"] = ("""
            private static Seq Scores([Input(3)] Vec image, Tokens previous)
                => Emit(Decode(Target(previous), States(Read(image))).Outputs);
            """, new(1, 0, Start, End)),
        ["nothing else"] = ("""
            private static Seq Scores(Tokens previous) => Emit(Above(Target(previous)).Outputs);
            """, new(0, 0, Start, End)),
        ["features, heads and chunks"] = ("""
            private static (Vec kind, Seq scores) Scores([Input(3)] Seq source, Tokens previous)
            {
                var read = Encode(source);
                var h = Decode(Target(previous), read.Final).Outputs;
                return (Tell(read.Last), Concat(Some(h), Others(DotAttention(h, read.Outputs).Context)));
            }
            """, new(1, 1, Start, End)),
    };

    /// <summary>Names of those that decode.</summary>
    public static IEnumerable<string> Names => s_decoders.Keys;

    /// <summary>A new model of a name.</summary>
    public static Model<double> Create(string name) => Create(s_decoders[name].Forward, s_decoders[name].Step, name);

    /// <summary>A new model of the body of a class.</summary>
    public static Model<double> Create(string forward, NetworkStep step, string? key = null)
    {
        var sites = new SiteSet();
        return NetworkCompiler.Compile(("step", key ?? forward), training => Lower(forward, step, training, sites));
    }

    /// <summary>The evaluation form of a decoder's network.</summary>
    public static Network Lower(string name)
        => Lower(s_decoders[name].Forward, s_decoders[name].Step, training: false, new SiteSet());

    public static Network Lower(string forward, NetworkStep step, bool training, SiteSet sites)
    {
        IEnumerable<string> used = s_layers.Where(
            layer => forward.Contains(NameOf(layer) + "(", StringComparison.Ordinal));
        string losses = forward.Contains("(Vec kind, ", StringComparison.Ordinal)
            ? "CrossEntropy(Of = \"kind\"), CrossEntropy(Of = \"scores\")"
            : "CrossEntropy";
        ModelSpec spec = Parse.Model($$"""
            [RnnModel(Precision = Precision.Double)]
            public partial class M
            {
                {{string.Join('\n', used)}}
                [Forward, {{losses}}]
                {{forward}}
            }
            """);
        return GraphLowering.Run(spec, spec.Graph!, spec.Graph!.Forward!, training, sites) with { Step = step };
    }

    private static string NameOf(string layer) => layer[..layer.LastIndexOf('(')].Split(' ')[^1];
}
