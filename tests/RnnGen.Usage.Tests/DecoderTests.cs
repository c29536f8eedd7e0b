namespace RnnGen.Usage.Tests;

/// <summary>Decoders as a user declares, trains and asks them.</summary>
public sealed class DecoderTests
{
    private const int Letters = 12;
    private const int FirstLetter = 3;

    [Fact]
    public void Backwards_Trained_RepliesToWordsItHasNotSeen()
    {
        var model = new Models.Backwards(seed: 1);
        using (var trainer = new Trainer<float>(model, new Adam(1e-2)) { BatchSize = 32 })
            trainer.Fit(Words(900, seed: 1), epochs: 50);

        Sample<float>[] others = Words(200, seed: 2);
        foreach (Decoding how in new[] { Decoding.Greedy, Decoding.Beam(width: 3) })
        {
            IReadOnlyList<Decoded> replies = model.Generate(others, how with { MaximumLength = 12 });
            int right = replies.Zip(others, IsRight).Count(static isRight => isRight);
            Assert.True(right >= 190, $"{right} of 200 are right.");
        }

        int[] alone = [.. model.Generate(others[0].Tokens.Span, Decoding.Greedy).Tokens];
        Assert.Equal(others[0].Classes.ToArray(), alone);
    }

    [Fact]
    public void Backwards_SavedAndLoaded_SaysTheSame()
    {
        var model = new Models.Backwards(seed: 3);
        Sample<float>[] words = Words(5, seed: 4);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            model.Save(path);
            Models.Backwards loaded = Models.Backwards.FromFile(path);
            Decoding how = Decoding.Sample(seed: 5) with { MaximumLength = 9 };
            Assert.Equal(
                model.Generate(words, how).SelectMany(static one => one.TokenScores),
                loaded.Generate(words, how).SelectMany(static one => one.TokenScores));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Backwards_PrefixOfItsOwnReply_GoesOnAsBefore()
    {
        var model = new Models.Backwards(seed: 6);
        Sample<float> word = Words(1, seed: 7)[0];
        Decoding how = Decoding.Greedy with { MaximumLength = 8, End = 0 };
        Decoded whole = model.Generate([word], how)[0];
        int[] first = [.. whole.Tokens.Take(2)];
        Sample<float> begun = word with
        {
            MoreInputs = new Dictionary<string, SampleInput<float>>
            {
                ["previous"] = SampleInput<float>.FromTokens(first),
            },
        };
        Assert.Equal(whole.Tokens.Skip(2), model.Generate([begun], how with { MaximumLength = 6 })[0].Tokens);
    }

    [Fact]
    public void Caption_Trained_SaysWhatTheVectorShows()
    {
        var model = new Models.Caption(seed: 1);
        Sample<float>[] all = [.. Enumerable.Range(0, 100).Select(Picture)];
        using (var trainer = new Trainer<float>(model, new Adam(1e-2)) { BatchSize = 20 })
            trainer.Fit(all, epochs: 120);
        IReadOnlyList<Decoded> said = model.Generate(all, Decoding.Greedy with { MaximumLength = 5 });
        int right = said.Zip(all, IsRight).Count(static isRight => isRight);
        Assert.True(right >= 98, $"{right} of 100 are right.");
    }

    private static bool IsRight(Decoded said, Sample<float> sample)
        => said.HasEnded && said.Tokens.SequenceEqual(sample.Classes.ToArray());

    /// <summary>Both digits of a number, one of ten each, and as digits.</summary>
    private static Sample<float> Picture(int number)
    {
        var picture = new float[20];
        picture[number / 10] = picture[10 + (number % 10)] = 1;
        return Sample<float>.FromVector(picture) with { Classes = new[] { number / 10, number % 10 } };
    }

    private static Sample<float>[] Words(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count)
            .Select(_ => Enumerable.Range(0, random.Next(1, 7))
                .Select(_ => random.Next(FirstLetter, Letters)).ToArray())
            .Select(static word => Sample<float>.FromTokens(word) with { Classes = word.Reverse().ToArray() })];
    }
}
