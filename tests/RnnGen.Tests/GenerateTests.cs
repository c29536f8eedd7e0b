namespace RnnGen.Tests;

public sealed class GenerateTests
{
    private static readonly RnnOptions s_options = new()
    {
        Vocabulary = 5,
        Units = 5,
        Loss = new Program.LossInfo { Kind = LossKind.CrossEntropy },
    };

    [Fact]
    public void Generate_Greedy_TakesTheLargestOutputOfTheWholeSequence()
    {
        var model = new RnnModel<double>(s_options);
        int[] read = [3, 1, 4];
        Decoded decoded = model.Generate(read, Decoding.Greedy with { MaximumLength = 8 });
        Assert.Equal(8, decoded.Tokens.Count);
        foreach (int token in decoded.Tokens)
        {
            var outputs = new double[read.Length * 5];
            model.Predict(read, outputs);
            double[] last = outputs[^5..];
            Assert.Equal(Array.IndexOf(last, last.Max()), token);
            read = [.. read, token];
        }
    }

    [Fact]
    public void Generate_Texts_GoThroughTheVocabulary()
    {
        var model = new RnnModel<float>(s_options)
        {
            Vocabulary = Vocabulary.FromTokens(["a", "b", "c", "d", "e"]).WithTokenizer(Tokenizer.Characters()),
        };
        Decoding how = Decoding.Sample(4) with { MaximumLength = 30 };
        string text = model.Generate("bad", how);
        Decoded decoded = model.Generate([1, 0, 3], how);
        Assert.Equal(string.Concat(decoded.Tokens.Select(static token => "abcde"[token])), text);

        model.Vocabulary = model.Vocabulary.WithTokenizer(Tokenizer.Words());
        Assert.Equal(string.Join(' ', text.AsEnumerable()), model.Generate("b a d", how));

        model.Vocabulary = null;
        Assert.Throws<InvalidOperationException>(() => model.Generate("bad", how));
    }

    [Fact]
    public void Generate_WhatDoesNotFit_IsRefused()
    {
        Decoding how = Decoding.Greedy;
        var model = new RnnModel<float>(s_options);
        Assert.Throws<ArgumentException>(() => model.Generate(ReadOnlySpan<int>.Empty, how));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Generate([5], how));
        Assert.Throws<ArgumentNullException>(() => model.Generate([1], null!));
        Assert.Empty(model.Generate(Array.Empty<Sample<float>>(), how));
        Sample<float>[] mixed = [Sample<float>.FromTokens(new[] { 1 }), Sample<float>.FromFeatures(new float[3], 1)];
        ArgumentException features = Assert.Throws<ArgumentException>(() => model.Generate(mixed, how));
        Assert.Contains("prompts[1] holds features", features.Message);
        ArgumentException missing = Assert.Throws<ArgumentException>(() => model.Generate([null!], how));
        Assert.Contains("prompts[0] is null", missing.Message);
        Sample<float> more = Sample<float>.FromTokens(new[] { 1 }) with
        {
            MoreInputs = new Dictionary<string, SampleInput<float>>
            {
                ["style"] = SampleInput<float>.FromVector(new float[2]),
            },
        };
        ArgumentException other = Assert.Throws<ArgumentException>(() => model.Generate([more], how));
        Assert.Contains("prompts[0] has 'style' in MoreInputs", other.Message);

        Refused(s_options with { Vocabulary = 0 }, "reads features");
        Refused(s_options with { Vocabulary = 6 }, "5 outputs and knows 6 tokens");
        Refused(s_options with { IsCausal = false }, "depends on later steps");
        Refused(s_options with { Loss = new Program.LossInfo { Kind = LossKind.MeanSquared } }, "MeanSquared");

        static void Refused(RnnOptions options, string reason) => Assert.Contains(
            reason,
            Assert.Throws<InvalidOperationException>(
                () => new RnnModel<float>(options).Generate([1], Decoding.Greedy)).Message);
    }

    [Fact]
    public void Generate_OfAModelThatDiverged_SaysSo()
    {
        var model = new RnnModel<float>(s_options);
        model.Parameters["cell.bias"].Fill(float.NaN);
        model.Parameters.Commit();
        Assert.Throws<ArithmeticException>(() => model.Generate([1, 2], Decoding.Greedy));
    }
}
