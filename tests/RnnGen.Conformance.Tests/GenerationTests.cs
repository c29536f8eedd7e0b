using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests;

/// <summary>What a model says step by step is what it scores at the end of the whole sequence, bit for bit.</summary>
[Collection(nameof(Teams))]
public sealed class GenerationTests
{
    private const int Tokens = 23;

    private static readonly Dictionary<string, string> s_layers = new()
    {
        ["lstm"] = "[Lstm(33)]",
        ["two layers"] = "[Gru(21, Layers = 2, Dropout = 0.2)]",
        ["projected"] = "[Lstm(40, Projection = 17)]",
        ["reset before"] = "[Gru(21, Variant = GruVariant.ResetBefore)]",
        ["normalised"] = "[Recurrent<LayerNormLstmCell>(18, Residual = true)]",
        ["zoneout"] = "[Lstm(19, Zoneout = 0.1, Unroll = 2)]",
        ["last step"] = "[Gru(21)]\n[LastStep]",
        ["mean"] = "[SimpleRnn(21)]\n[MeanPool]",
    };

    private static readonly string[] s_precise = ["lstm", "last step"];

    private static readonly Lazy<CompiledDeclarations> s_compiled = new(static () => DeclarationCompiler.Compile(
        s_layers.Keys.Select(static name => Declare(name, Precision.Single))
            .Concat(s_precise.Select(static name => Declare(name, Precision.Double)))));

    /// <summary>Names of the models.</summary>
    public static TheoryData<string> Models => [.. s_layers.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void Steps_AgainstFullRecomputation_HaveTheSameBits(string name)
    {
        SameAsRecomputed(s_compiled.Value.Create<float>(Declare(name, Precision.Single)));
        if (s_precise.Contains(name))
            SameAsRecomputed(s_compiled.Value.Create<double>(Declare(name, Precision.Double)));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Generate_OnAnyThreads_SaysTheSame(string name)
    {
        Model<float> model = s_compiled.Value.Create<float>(Declare(name, Precision.Single));
        Sample<float>[] prompts = [.. Prompts(70).Select(static prompt => Sample<float>.FromTokens(prompt))];
        Decoding[] ways =
        [
            Decoding.Greedy with { MaximumLength = 9 },
            Decoding.Sample(3, 1.5, topK: 20, topP: 0.95) with { MaximumLength = 9, End = 4 },
            Decoding.Beam(3, lengthPenalty: 0.7, best: 3) with { MaximumLength = 9, End = 4 },
        ];
        foreach (Decoding how in ways)
        {
            model.MaxThreads = 1;
            string[] expected = [.. model.Generate(prompts, how).Select(Describe)];
            model.MaxThreads = 2;
            Assert.Equal(expected, model.Generate(prompts, how).Select(Describe));
            Assert.Equal(expected[..5], model.Generate(prompts[..5], how).Select(Describe));
            model.TeamRule = Teams.Always;
            Assert.Equal(
                expected[..5],
                Teams.AssertMade<string[]>(() => [.. model.Generate(prompts[..5], how).Select(Describe)]));
            Assert.Equal(
                expected[0], Teams.AssertMade(() => Describe(model.Generate(prompts[0].Tokens.Span, how))));
        }
    }

    // Rows that part and go on from each other, against the whole of what each has read.
    private static void SameAsRecomputed<T>(Model<T> model)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(5);
        foreach ((int sequences, int each) in new[] { (1, 1), (1, 4), (3, 1), (7, 5) })
        {
            int[][] prompts = Prompts(sequences);
            using var scorer = new StreamScorer<T>(model, Batch<T>(prompts));
            scorer.Begin(each);
            int rows = sequences * each;
            int[][] read = [.. Enumerable.Range(0, rows).Select(row => prompts[row / each])];
            var scores = new T[rows * Tokens];
            for (int step = 0; step < 6; step++)
            {
                int[] tokens = [.. Enumerable.Range(0, rows).Select(_ => random.Next(Tokens))];
                read = [.. read.Zip(tokens, static (before, token) => (int[])[.. before, token])];
                scorer.Advance(tokens, scores);
                for (int row = 0; row < rows; row++)
                    Assert.Equal(Last(model, read[row]), scores[(row * Tokens)..((row + 1) * Tokens)]);

                int[] parents = [.. Enumerable.Range(0, rows).Select(row => (row / each * each) + random.Next(each))];
                read = [.. parents.Select(parent => read[parent])];
                scorer.Reorder(parents);
            }
        }
    }

    private static T[] Last<T>(Model<T> model, int[] tokens)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var outputs = new T[model.Info.OutputPerStep ? tokens.Length * Tokens : Tokens];
        model.Predict(tokens, outputs);
        return outputs[^Tokens..];
    }

    private static Batch<T> Batch<T>(int[][] prompts)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int steps = prompts.Max(static prompt => prompt.Length);
        int[] tokens = [.. prompts.SelectMany(prompt => prompt.Concat(new int[steps - prompt.Length]))];
        return RnnGen.Batch<T>.FromTokens(
            tokens, prompts.Length, steps, prompts.Select(static prompt => prompt.Length).ToArray());
    }

    private static int[][] Prompts(int count)
    {
        var random = new Random(3);
        return
        [
            .. Enumerable.Range(0, count).Select(
                i => Enumerable.Range(0, 1 + (i * 5 % 7)).Select(_ => random.Next(Tokens)).ToArray()),
        ];
    }

    private static string Describe(Decoded decoded) =>
        $"{string.Join(' ', decoded.Tokens)} {decoded.HasEnded} {decoded.Score:R} "
        + string.Join('|', decoded.Alternatives.Select(Describe));

    private static Declaration Declare(string name, Precision precision) => new(
        $"[Input]\n[Embedding({Tokens}, {(name == "normalised" ? 18 : 11)})]\n{s_layers[name]}\n[Dense({Tokens})]\n"
            + "[CrossEntropy]",
        precision);
}
