using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace RnnGen.Data.Tests.Text;

public sealed class VocabularyTests
{
    private static readonly string[][] s_sequences = [["b", "a", "c"], ["c", "b"], ["c", "d"]];

    [Fact]
    public void Build_Order_IsCountThenOrdinal()
    {
        Vocabulary vocabulary = Vocabulary.Build(s_sequences);
        Assert.Equal(["<pad>", "<unk>", "c", "b", "a", "d"], vocabulary.Tokens);
        Assert.Equal((0, 1, 6), (vocabulary.PaddingIndex, vocabulary.UnknownIndex, vocabulary.Count));
    }

    [Fact]
    public void Build_OrderOfSequences_DoesNotMatter()
    {
        Assert.Equal(Vocabulary.Build(s_sequences).Tokens, Vocabulary.Build(s_sequences.Reverse()).Tokens);
    }

    [Fact]
    public void Build_Limits_LeaveTokensOut()
    {
        Assert.Equal(["<pad>", "<unk>", "c", "b"], Vocabulary.Build(s_sequences, minimumCount: 2).Tokens);
        Assert.Equal(["<pad>", "<unk>", "c"], Vocabulary.Build(s_sequences, maximumSize: 3).Tokens);
        Assert.Equal(["c", "b", "a", "d"], Vocabulary.Build(s_sequences, padding: null, unknown: null).Tokens);
    }

    [Fact]
    public void Build_SpecialTokensInTexts_AreTheSpecialOnes()
    {
        Vocabulary vocabulary = Vocabulary.Build([["<unk>", "a", "<unk>"]]);
        Assert.Equal(["<pad>", "<unk>", "a"], vocabulary.Tokens);
        Assert.Equal([1, 2, 1], vocabulary.Encode(["<unk>", "a", "zzz"]));
    }

    [Fact]
    public void Build_BadArguments_AreNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => Vocabulary.Build(s_sequences, minimumCount: 0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Vocabulary.Build(s_sequences, maximumSize: 1));
        Assert.Throws<ArgumentException>(static () => Vocabulary.Build(s_sequences, padding: "x", unknown: "x"));
        ArgumentException error =
            Assert.Throws<ArgumentException>(static () => Vocabulary.Build([["a"], ["b", null!]]));
        Assert.StartsWith("sequences[1] has null as token 1.", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(static () => Vocabulary.Build(["a", null!], Tokenizer.Words()));
        Assert.Contains("texts has null at element 1", error.Message);
        error = Assert.Throws<ArgumentException>(static () => Vocabulary.Build([["a\uD800"]]));
        Assert.Contains("unpaired surrogate U+D800 in token 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromTokens_NoUnknown_ThrowsForStrangers()
    {
        Vocabulary names = Vocabulary.FromTokens(["cat", "dog"]);
        Assert.Equal((-1, -1, 1), (names.PaddingIndex, names.UnknownIndex, names["dog"]));
        Assert.StartsWith(
            "token is \"cow\", which is none of the 2 tokens",
            Assert.Throws<KeyNotFoundException>(() => names["cow"]).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "token is \"a\\n\\u001B[2J\", which",
            Assert.Throws<KeyNotFoundException>(() => names["a\n\e[2J"]).Message, StringComparison.Ordinal);
        Assert.Contains(
            "... (5000 characters)\", which",
            Assert.Throws<KeyNotFoundException>(() => names[new string('x', 5000)]).Message, StringComparison.Ordinal);
        Assert.False(names.TryGetIndex("cow", out int index));
        Assert.Equal(-1, index);
    }

    [Fact]
    public void FromTokens_Twice_NamesBothPlaces()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(static () => Vocabulary.FromTokens(["a", "b", "a"]));
        Assert.StartsWith("tokens has \"a\" at element 2 and at element 0.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_Text_UsesTheTokenizer()
    {
        Vocabulary vocabulary = Vocabulary.Build(["a fine day", "a day"], Tokenizer.Words());
        Assert.Equal(["<pad>", "<unk>", "a", "day", "fine"], vocabulary.Tokens);
        Assert.Equal([2, 1, 3], vocabulary.Encode("a bad day"));
        Assert.Equal(["a", "<unk>", "day"], vocabulary.Decode([2, 1, 3]));
        Assert.Equal("fine", vocabulary.TokenAt(4));
    }

    [Fact]
    public void Encode_NoTokenizer_SaysHowToSetIt()
    {
        Vocabulary vocabulary = Vocabulary.FromTokens(["a"]);
        InvalidOperationException error =
            Assert.Throws<InvalidOperationException>(() => vocabulary.Encode("a"));
        Assert.Contains("WithTokenizer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_BadIndex_NamesElement()
    {
        Vocabulary vocabulary = Vocabulary.FromTokens(["a"]);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.Decode([0, 7]));
        Assert.Contains("7 at element 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.TokenAt(-1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Json_RoundTrip_KeepsAll(int kind)
    {
        string[] texts = ["Ünïcode \"quotes\" 😀 \u2028 <b>", "and\tmore\\"];
        Tokenizer tokenizer = kind switch
        {
            0 => Tokenizer.Characters(),
            1 => Tokenizer.Characters(lowerCase: true),
            _ => Tokenizer.Words(lowerCase: true),
        };
        Vocabulary before = Vocabulary.Build(texts, tokenizer);
        Vocabulary after = Vocabulary.FromJson(before.ToJson());
        Assert.Equal(before.Tokens, after.Tokens);
        Assert.Equal(before.ToJson(), after.ToJson());
        Assert.Equal(before.Encode(texts[0]), after.Encode(texts[0]));
        Assert.Equal((0, 1), (after.PaddingIndex, after.UnknownIndex));
    }

    [Fact]
    public void Json_OwnSpecialTokens_AreKept()
    {
        Vocabulary after = Vocabulary.FromJson(Vocabulary.FromTokens(["x", "_", "?"], "_", "?").ToJson());
        Assert.Equal((1, 2), (after.PaddingIndex, after.UnknownIndex));
        Assert.Null(after.Tokenizer);
        Assert.Equal(-1, Vocabulary.FromJson(Vocabulary.FromTokens(["x"]).ToJson()).UnknownIndex);
    }

    [Fact]
    public void Json_CustomTokenizer_MustBeSetAgain()
    {
        Tokenizer tokenizer = Tokenizer.Custom(static text => text.Split(' '));
        Vocabulary loaded = Vocabulary.FromJson(Vocabulary.Build(["a b"], tokenizer).ToJson());
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => loaded.Encode("a b"));
        Assert.Contains("WithTokenizer", error.Message, StringComparison.Ordinal);
        Assert.Equal([2, 3], loaded.WithTokenizer(tokenizer).Encode("a b"));
        // Saved once more without having been set, it still says so.
        Assert.Throws<InvalidOperationException>(() => Vocabulary.FromJson(loaded.ToJson()).Encode("a b"));
    }

    [Theory]
    [InlineData("", "no vocabulary")]
    [InlineData("[1]", "expected an object, found Array")]
    [InlineData("{}", "\"tokens\": expected Array, found nothing")]
    [InlineData("""{"tokens":["a",3]}""", "\"tokens\"[1]: expected String, found Number")]
    [InlineData("""{"tokens":["a","a"]}""", "\"a\" at element 1 and at element 0")]
    [InlineData("""{"tokens":["a"],"padding":"b"}""", "\"padding\": expected one of the tokens, found \"b\"")]
    [InlineData("""{"tokens":["a"],"unknown":1}""", "\"unknown\": expected String, found Number")]
    [InlineData("""{"tokens":["a"],"tokenizer":{"kind":"bytes"}}""", "found \"bytes\"")]
    [InlineData("""{"tokens":["a"],"tokenizer":{"kind":"words","pattern":"(","lowerCase":true}}""", "regular")]
    [InlineData("""{"tokens":["a"],"tokenizer":{"kind":"characters"}}""", "\"lowerCase\"")]
    [InlineData("""{"tokens":["\ud800"]}""", "no vocabulary")]
    public void FromJson_Malformed_SaysWhat(string json, string expected)
    {
        FormatException error = Assert.Throws<FormatException>(() => Vocabulary.FromJson(json));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    // PyTorch's baseline on this set: 2381 sentences to train on, and 120934 parameters, of which 50 are of each of the
    // 1986 words that occur twice, padding and unknown among them.
    [SharedDataFact]
    public void Build_SentimentSentences_HasTheBaselinesSize()
    {
        string[] files = ["amazon_cells_labelled.txt", "imdb_labelled.txt", "yelp_labelled.txt"];
        var options = new CsvOptions { HasHeader = false, Separator = '\t', Quote = null };
        // One line of yelp_labelled.txt lacks its tab; readers refuse it.
        string lines = string.Join('\n', files
            .SelectMany(static file => File.ReadLines(SharedData.Path("sentiment-uci", file)))
            .Where(static line => line.Contains('\t')));
        string[] train =
        [
            .. CsvReader.Read(new StringReader(lines), "sentences", options)
                .Select(static row => row[0])
                .Where(static sentence => Remainder(sentence) != 0),
        ];
        Assert.Equal(2381, train.Length);
        Tokenizer tokenizer = Tokenizer.Words(@"[a-z']+|[0-9]+|[^\sa-z0-9]", lowerCase: true);
        Assert.Equal(1986, Vocabulary.Build(train, tokenizer, minimumCount: 2).Count);
    }

    private static int Remainder(string sentence)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(sentence));
        return (int)(new BigInteger(hash, isUnsigned: true, isBigEndian: true) % 5);
    }
}
