namespace RnnGen.Data.Tests.Data;

public sealed class ConlluReaderTests
{
    private const string Rest = "\t_\tX\t_\t_\t0\troot\t_\t_";

    private const string Text = "\uFEFF# sent_id = a\r\n# text = vámonos al mar\r\n1-2\tvámonos" + Rest
        + "\r\n1\tvamos\tir\tVERB\tV\tMood=Imp\t0\troot\t0:root\tA=b\r\n2\tnos" + Rest + "\r\n2.1\te" + Rest
        + "\r\n\r\n\r\n1\tmar" + Rest;

    [Fact]
    public void Read_RangesAndEmptyNodes_AreNoWords()
    {
        ConlluSentence[] sentences = [.. ConlluReader.Read(new StringReader(Text), "f")];
        Assert.Equal(2, sentences.Length);
        Assert.Equal(["vamos", "nos"], sentences[0].Forms);
        Assert.Equal(["VERB", "X"], sentences[0].Upos);
        Assert.Equal(["1-2", "1", "2", "2.1"], sentences[0].Tokens.Select(static token => token.Id));
        Assert.True(sentences[0].Tokens[0].IsRange);
        Assert.True(sentences[0].Tokens[3].IsEmptyNode);
        Assert.Equal("vámonos al mar", sentences[0].Comment("text"));
        Assert.Null(sentences[0].Comment("none"));
        Assert.Equal(9, sentences[1].Tokens[0].Line);
    }

    [Fact]
    public void Read_Columns_HaveNames()
    {
        ConlluToken token = ConlluReader.Read(new StringReader(Text), "f").First().Tokens[1];
        Assert.Equal(
            ["1", "vamos", "ir", "VERB", "V", "Mood=Imp", "0", "root", "0:root", "A=b"],
            [
                token.Id, token.Form, token.Lemma, token.Upos, token.Xpos, token.Feats, token.Head, token.DepRel,
                token.Deps, token.Misc,
            ]);
        Assert.Equal(10, token.Columns.Count);
    }

    [Theory]
    [InlineData("1\ta", 1, 4, "expected 10 columns, found 2.")]
    [InlineData("# c\n1\ta" + Rest + "\tx", 2, 24, "expected 10 columns, found 11.")]
    [InlineData("1\ta" + Rest + "\n3\tb" + Rest, 2, 1, "expected the id 2, found \"3\".")]
    [InlineData("x\ta" + Rest, 1, 1, "expected an id such as 1, 1-2 or 1.1, found \"x\".")]
    [InlineData("2-1\ta" + Rest, 1, 1, "expected an id such as 1, 1-2 or 1.1, found \"2-1\".")]
    [InlineData("1\t" + Rest, 1, 3, "expected a value or \"_\" in column 2, found nothing.")]
    [InlineData("# only\n\n", 2, 1, "expected a word, found the end of the sentence.")]
    [InlineData("# only\n", 2, 1, "expected a word, found the end of the sentence.")]
    public void Read_Malformed_NamesThePlace(string text, int line, int column, string problem) =>
        Malformed.Check(text, line, column, problem, ConlluReader.Read);

    [Fact]
    public void Read_ErrorInSecondSentence_GivesTheFirst()
    {
        using IEnumerator<ConlluSentence> sentences =
            ConlluReader.Read(new StringReader("1\ta" + Rest + "\n\n?"), "f").GetEnumerator();
        Assert.True(sentences.MoveNext());
        Assert.Throws<DataFormatException>(() => sentences.MoveNext());
    }

    [SharedDataFact]
    public void Read_UdAtis_HasItsSentences()
    {
        int[] counts =
        [
            .. new[] { "train", "dev", "test" }.Select(static part =>
                ConlluReader.Read(SharedData.Path("ud-atis", $"en_atis-ud-{part}.conllu")).Count()),
        ];
        Assert.Equal([4274, 572, 586], counts);
        ConlluSentence first = ConlluReader.Read(SharedData.Path("ud-atis", "en_atis-ud-dev.conllu")).First();
        Assert.Equal(first.Comment("text"), first.ToString());
        Assert.Equal(["PRON", "AUX", "VERB"], first.Upos.Take(3));
    }
}
