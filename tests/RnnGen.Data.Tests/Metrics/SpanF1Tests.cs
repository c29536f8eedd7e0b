namespace RnnGen.Data.Tests.Metrics;

public sealed class SpanF1Tests
{
    private static readonly string[] s_tags = ["O", "B-LOC", "I-LOC", "B-PER", "I-PER"];

    // Targets and predictions drawn at random, many of them no proper BIO. Counts by the rules of conlleval.pl, ported
    // to Python: 25 right of 37 predicted and 33 wanted; LOC 13 of 21 and 17, PER 12 of 16 and 16.
    private static readonly (string Targets, string Predictions)[] s_rows =
    [
        ("4224031", "4023031"),
        ("132131014431", "102111414131"),
        ("2", "2"),
        ("120224404", "120324404"),
        ("023043234030141", "023043032031142"),
        ("240222", "240212"),
    ];

    private static void AddRows(Metric metric)
    {
        foreach ((string targets, string predictions) in s_rows)
        {
            Items.AddPredictions(
                metric,
                5,
                [.. predictions.Select(static c => c - '0')],
                [.. targets.Select(static c => c - '0')],
                s_tags);
        }
    }

    [Fact]
    public void Value_Random_IsAsConlleval()
    {
        var metric = new SpanF1();
        Assert.True(double.IsNaN(metric.Value));
        Assert.True(double.IsNaN(metric.Precision));
        AddRows(metric);
        Assert.Equal(0.7142857142857143, metric.Value, 1e-15);
        Assert.Equal(0.6756756756756757, metric.Precision, 1e-15);
        Assert.Equal(0.7575757575757576, metric.Recall, 1e-15);
        Assert.Equal(
            """
                   precision  recall      f1  support
            LOC       0.6190  0.7647  0.6842       17
            PER       0.7500  0.7500  0.7500       16
            """,
            metric.Details);
    }

    // The example of seqeval's page: F1 0.50.
    [Fact]
    public void Value_Example_IsAsPublished()
    {
        string[] tags = ["O", "B-MISC", "I-MISC", "B-PER", "I-PER"];
        var metric = new SpanF1(tags);
        Items.AddPredictions(metric, 5, [0, 0, 1, 2, 2, 2, 0], [0, 0, 0, 1, 2, 2, 0]);
        Items.AddPredictions(metric, 5, [3, 4, 0], [3, 4, 0]);
        Assert.Equal(0.5, metric.Value);
    }

    // By the rules of BIOES: each S is a span, E ends one.
    [Fact]
    public void Value_Bioes_ReadsSinglesAndEnds()
    {
        string[] tags = ["O", "B-X", "I-X", "E-X", "S-X"];
        var metric = new SpanF1(tags);
        Items.AddPredictions(metric, 5, [4, 4, 1, 3, 3, 0], [4, 4, 1, 2, 3, 0]);
        // Wanted 0-1, 1-2, 2-5; predicted 0-1, 1-2, 2-4, 4-5.
        Assert.Equal(2.0 * 2 / 7, metric.Value, 1e-15);
    }

    [Fact]
    public void IgnoredSteps_AreLeftOutOfBoth()
    {
        var metric = new SpanF1(s_tags);
        // Without the ignored step the span goes on.
        Items.AddPredictions(metric, 5, [1, 3, 2], [1, -100, 2]);
        Assert.Equal(1, metric.Value);
    }

    [Fact]
    public void NoSpans_ScoreIsZero()
    {
        var metric = new SpanF1(s_tags);
        Items.AddPredictions(metric, 5, [0, 0], [0, 0]);
        Assert.Equal(0, metric.Value);
    }

    [Fact]
    public void PaddingName_IsOutside()
    {
        var metric = new SpanF1(["<pad>", "<unk>", "B-X", "I-X", "O"]);
        Items.AddPredictions(metric, 5, [2, 0, 3], [2, 4, 3]);
        Assert.Equal(1, metric.Value);
    }

    [Fact]
    public void Resume_Halfway_IsExact() => Items.CheckResume(static () => new SpanF1(), AddRows);

    [Fact]
    public void BadNames_AreNamed()
    {
        Assert.Throws<ArgumentException>(static () => new SpanF1(["O", "LOC"]));
        ArgumentException error = Assert.Throws<ArgumentException>(
            static () => Items.AddPredictions(new SpanF1(), 5, [0], [0]));
        Assert.StartsWith("item has no ClassNames; span_f1 needs them.", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(
            static () => Items.AddPredictions(new SpanF1(s_tags), 6, [0], [0]));
        Assert.StartsWith("item has 6 classes; 5 class names are known.", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Every tag of the real set against itself is right, whatever its quirks.</summary>
    [SharedDataFact]
    public void Wnut17_AgainstItself_IsOne()
    {
        TaggedSentence[] sentences =
            [.. ConllReader.Read(SharedData.Path("wnut17", "emerging.test.annotated"))];
        Vocabulary tags =
            Vocabulary.Build(sentences.Select(static sentence => sentence.Tags), padding: null, unknown: null);
        var metric = new SpanF1(tags.Tokens);
        int begins = 0;
        foreach (TaggedSentence sentence in sentences)
        {
            int[] classes = tags.Encode(sentence.Tags);
            Items.AddPredictions(metric, tags.Count, classes, classes);
            begins += sentence.Tags.Count(static tag => tag[0] == 'B');
        }

        Assert.Equal(1, metric.Value);
        // The shared task counts 1079 entities in its test set.
        Assert.Equal(1079, begins);
    }
}
