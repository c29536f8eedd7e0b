namespace RnnGen.Data.Tests.Data;

public sealed class ConllReaderTests
{
    [Fact]
    public void Read_Conll2003_SkipsDocuments()
    {
        const string Text = "-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n\n. . O O\n";
        TaggedSentence[] sentences = [.. ConllReader.Read(new StringReader(Text), "f")];
        Assert.Equal(2, sentences.Length);
        Assert.Equal(["EU", "rejects"], sentences[0].Tokens);
        Assert.Equal(["I-ORG", "O"], sentences[0].Tags);
        Assert.Equal((3, 6), (sentences[0].Line, sentences[1].Line));
    }

    [Fact]
    public void Read_ChosenColumns_AreTaken()
    {
        TaggedSentence sentence =
            ConllReader.Read(new StringReader("DT the x\nNN dog x"), "f", tokenColumn: 1, tagColumn: 0).Single();
        Assert.Equal(["the", "dog"], sentence.Tokens);
        Assert.Equal(["DT", "NN"], sentence.Tags);
    }

    [Fact]
    public void Read_TabOnlyLine_Separates()
    {
        TaggedSentence[] sentences =
            [.. ConllReader.Read(new StringReader("\uFEFFNew York\tB-loc\r\n\t\r\n\t\r\nx\tO\r\n"), "f")];
        Assert.Equal(["New York", "x"], sentences.Select(static sentence => sentence.ToString()));
    }

    [Theory]
    [InlineData("a O\nb", 2, 2, "expected at least 2 columns, found 1.")]
    [InlineData("a x O\nb O", 2, 4, "expected 3 columns as in the lines before, found 2.")]
    [InlineData("a O\nb x O", 2, 5, "expected 2 columns as in the lines before, found 3.")]
    [InlineData("a\tO\n\tO", 2, 1, "expected a token, found nothing.")]
    [InlineData("a\tO\nb\t", 2, 3, "expected a tag, found nothing.")]
    public void Read_Malformed_NamesThePlace(string text, int line, int column, string problem) =>
        Malformed.Check(text, line, column, problem, static (reader, name) => ConllReader.Read(reader, name));

    [Fact]
    public void Read_BadColumns_AreRefusedAtOnce()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => ConllReader.Read("f", -1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => ConllReader.Read("f", 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => ConllReader.Read("f", 0, -2));
    }

    [SharedDataFact]
    public void Read_Wnut17_HasItsSentences()
    {
        int[] counts =
        [
            .. new[] { "wnut17train.conll", "emerging.dev.conll", "emerging.test.annotated" }
                .Select(static file => ConllReader.Read(SharedData.Path("wnut17", file)).Count()),
        ];
        Assert.Equal([3394, 1009, 1287], counts);
        string[] tags =
        [
            .. ConllReader.Read(SharedData.Path("wnut17", "wnut17train.conll"))
                .SelectMany(static sentence => sentence.Tags)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(13, tags.Length);
    }
}
