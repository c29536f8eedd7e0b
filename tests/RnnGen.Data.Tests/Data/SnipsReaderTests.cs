using System.Text;

namespace RnnGen.Data.Tests.Data;

public sealed class SnipsReaderTests
{
    private const string Json = """
        {
          "RateBook": [
            { "more": {"x": [1]}, "data": [
              {"text": "Rate "}, {"text": "A Twist in Time", "entity": "name", "slot": null}, {"text": "'s sequel "},
              {"text": "6", "entity": "rating"}, {"text": " "}, {"entity": "unit", "text": "stars"}] },
            { "data": [] }
          ],
          "PlayMusic": []
        }
        """;

    private static IReadOnlyList<SnipsUtterance> Read(string text) =>
        SnipsReader.Read(new StringReader(text), "f", Tokenizer.Words());

    [Fact]
    public void Read_Parts_BecomeTags()
    {
        IReadOnlyList<SnipsUtterance> utterances = Read("\uFEFF" + Json);
        Assert.Equal(2, utterances.Count);
        SnipsUtterance first = utterances[0];
        Assert.Equal(("RateBook", "Rate A Twist in Time's sequel 6 stars"), (first.Intent, first.Text));
        Assert.Equal(["Rate", "A", "Twist", "in", "Time", "'s", "sequel", "6", "stars"], first.Tokens);
        Assert.Equal(
            ["O", "B-name", "I-name", "I-name", "I-name", "O", "O", "B-rating", "B-unit"], first.Tags);
        Assert.Empty(utterances[1].Tokens);
    }

    [Theory]
    [InlineData("[]", 1, 1, "expected an object with an intent, found StartArray.")]
    [InlineData("{\n \"é\": 3}", 2, 7, "expected an array of utterances, found Number.")]
    [InlineData("{\"A\":[[]]}", 1, 7, "expected an utterance, found StartArray.")]
    [InlineData("{\"A\":[{}]}", 1, 8, "expected \"data\", found the end of the utterance.")]
    [InlineData("{\"A\":[{\"data\":[{\"entity\":\"e\"}]}]}", 1, 29, "expected \"text\", found the end of the part.")]
    [InlineData("{\"A\":[{\"data\":[\n{\"text\":1}]}]}", 2, 9, "expected the text, found Number.")]
    [InlineData(
        "{\"A\":[{\"data\":[{\"text\":\"\\ud800\"}]}]}", 1, 24, "expected text, found half of a surrogate pair.")]
    public void Read_AnotherShape_NamesThePlace(string text, int line, int column, string problem) =>
        Malformed.Check(
            text, line, column, problem, static (reader, name) => SnipsReader.Read(reader, name, Tokenizer.Words()));

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{\n\n  \"A\": [\n", 4, 1)]
    [InlineData("{\n\n  \"A\": ?", 3, 8)]
    [InlineData("{} {}", 1, 4)]
    [InlineData("{\"A\":[{\"x\":[1,?", 1, 15)]
    public void Read_NoJson_NamesThePlace(string text, int line, int column)
    {
        DataFormatException error = Assert.Throws<DataFormatException>(() => Read(text));
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public void Read_Latin1Bytes_AreReplaced()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Encoding.Latin1.GetBytes("{\"A\":[{\"data\":[{\"text\":\"caf\u00E9 x\"}]}]}"));
            Assert.Equal("caf\uFFFD x", SnipsReader.Read(path, Tokenizer.Words()).Single().Text);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [SharedDataFact]
    public void Read_Snips_HasItsUtterances()
    {
        Tokenizer tokenizer = Tokenizer.Words(@"[a-z']+|[0-9]+|[^\sa-z0-9]", lowerCase: true);
        SnipsUtterance[] Part(string prefix) =>
        [
            .. Directory.GetFiles(SharedData.Path("snips-nlu"), prefix + "*.json")
                .Order(StringComparer.Ordinal)
                .SelectMany(path => SnipsReader.Read(path, tokenizer)),
        ];

        SnipsUtterance[] train = Part("train_"), test = Part("validate_");
        Assert.Equal((13784, 700), (train.Length, test.Length));
        Assert.Equal(7, test.Select(static item => item.Intent).Distinct().Count());
        Assert.All(train, static item => Assert.Equal(item.Tokens.Count, item.Tags.Count));
        // The sizes of PyTorch's baseline on this set, from its 370696 parameters: 72 tags, and 4607 words that occur
        // twice, padding and unknown among them.
        Assert.Equal(72, train.SelectMany(static item => item.Tags).Distinct().Count());
        Assert.Equal(4607, Vocabulary.Build(train.Select(static item => item.Tokens), minimumCount: 2).Count);
    }
}
