namespace RnnGen.Data.Tests.Text;

/// <summary>Whatever a saved json became, loading gives an object or a FormatException.</summary>
public sealed class JsonMutationTests
{
    private static readonly string[] s_pieces =
        ["\"", "\\", "{", "}", "[", "]", ",", ":", "0", "-", "1e999", "null", "true", "\\ud800", "\uD800", "(", "\0"];

    [Fact]
    public void FromJson_MutatedText_ThrowsOnlyFormatException()
    {
        string vocabulary = Vocabulary.Build(["a b c", "b"], Tokenizer.Words(lowerCase: true)).ToJson();
        string scaler = new Scaler([0.1, 2], [3, 4e-7]).ToJson();
        int refused = 0;
        for (int seed = 0; seed < 4000; seed++)
        {
            var random = new System.Random(seed);
            refused += Refused(seed, () => Vocabulary.FromJson(Mutate(vocabulary, random)));
            refused += Refused(seed, () => Scaler.FromJson(Mutate(scaler, random)));
        }

        Assert.InRange(refused, 1000, 7999);
    }

    private static int Refused(int seed, Action load)
    {
        try
        {
            load();
            return 0;
        }
        catch (FormatException)
        {
            return 1;
        }
        catch (Exception error)
        {
            Assert.Fail($"seed {seed}: {error}");
            throw;
        }
    }

    private static string Mutate(string text, System.Random random)
    {
        for (int edits = random.Next(1, 3); edits > 0; edits--)
        {
            int at = random.Next(text.Length + 1), length = Math.Min(random.Next(0, 5), text.Length - at);
            text = text.Remove(at, length);
            if (random.Next(2) == 0)
                text = text.Insert(at, s_pieces[random.Next(s_pieces.Length)]);
        }

        return text;
    }
}
