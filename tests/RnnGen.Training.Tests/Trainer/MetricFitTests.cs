namespace RnnGen.Training.Tests;

/// <summary>A metric that a model can never be measured by is refused before the first step.</summary>
public sealed class MetricFitTests
{
    public static TheoryData<string, string> Misfits => new()
    {
        { "spans", "Tagger has no ClassNames; span_f1 needs them." },
        { "spans of words", "Tagger has the class names noun, verb, adverb, other; none begins with \"B-\" or" },
        { "spans of two", "Tagger has 4 classes; 2 class names are known." },
        { "mae", "Tagger has no Targets; mae needs them." },
        { "rmse", "Tagger has no Targets; rmse needs them." },
        { "f1 of class 7", "Tagger has 4 classes; the positive class of f1_class7 is 7." },
        { "lists", "Tagger has no lists of labels, as [Ctc] gives them; label_error_rate compares lists." },
        { "unknown head", "Tagger has no head 'tags'; it has" },
        { "null", "Metrics[0] is null." },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Fit_MetricDoesNotFit_IsRefusedBeforeTheFirstStep(string name, string message)
    {
        foreach (bool validates in (bool[])[false, true])
        {
            var model = new Tagger(1);
            if (name == "spans of words")
                model.ClassNames = ["noun", "verb", "adverb", "other"];
            float[] before = model.Parameters.Flat.ToArray();
            using var trainer = new Trainer<float>(model, new Adam()) { Metrics = { Create(name) } };
            Sample<float>[] samples = Samples.Tagging(20);
            var e = Assert.Throws<ArgumentException>(() => trainer.Fit(samples, validates ? samples : null));
            Assert.StartsWith(message, e.Message, StringComparison.Ordinal);
            Assert.Equal("Metrics", e.ParamName);
            Assert.Equal(before, model.Parameters.Flat.ToArray());
            Assert.Equal(0, trainer.StepCount);
            Assert.StartsWith(
                message, Assert.Throws<ArgumentException>(() => trainer.Evaluate(samples)).Message,
                StringComparison.Ordinal);

            // Nothing is lost: without it training goes.
            trainer.Metrics.Clear();
            trainer.Fit(samples);
        }
    }

    [Fact]
    public void Fit_MetricsOfOtherModels_NameTheModelOrTheHead()
    {
        AssertRefused(
            new PathTagger(1), new TopKAccuracy(2),
            "PathTagger has classes predicted by more than its outputs, as [Crf] does; top2_accuracy reads scores");
        AssertRefused(new FloatRegressor(1), new ConfusionMatrix().Of("output"), "FloatRegressor has no head 'output'");
        AssertRefused(new FloatRegressor(1), new Perplexity(), "FloatRegressor has no Classes; perplexity needs them.");
        AssertRefused(
            new TwoTaggers(1), new SpanF1().Of("other"),
            "The head 'other' of TwoTaggers has no ClassNames; span_f1 needs them.");
        AssertRefused(
            new TwoTaggers(1), new F1Score(F1Average.Binary, 3),
            "The head 'tags' of TwoTaggers has 3 classes; the positive class of f1_class3 is 3.");
    }

    [Fact]
    public void Fit_MetricsThatFit_SeeNoRowBefore()
    {
        var labels = new LabelModel(1);
        using var trainer = new Trainer<float>(labels, new Adam())
        {
            Metrics = { new Accuracy(), new F1Score(F1Average.Binary), new Mae(), new Rmse(), new Counting() },
        };
        Sample<float> sample = Sample<float>.FromFeatures(new float[4], 2) with { Targets = new float[] { 1, 0.25f } };
        TrainingHistory history = trainer.Fit((Sample<float>[])[sample, sample, sample]);
        Assert.Equal(3, history.Epochs[0].Metrics["count"]);
    }

    [Fact]
    public void Fit_NullCallback_IsRefused()
    {
        using var trainer = new Trainer<float>(new Tagger(1), new Adam()) { Callbacks = { null! } };
        var e = Assert.Throws<ArgumentException>(() => trainer.Fit(Samples.Tagging(4)));
        Assert.StartsWith("Callbacks[0] is null.", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, trainer.StepCount);
    }

    private static void AssertRefused(Model<float> model, Metric metric, string message)
    {
        using var trainer = new Trainer<float>(model, new Adam()) { Metrics = { metric } };
        Sample<float> any = Sample<float>.FromFeatures(new float[4], 2);
        var e = Assert.Throws<ArgumentException>(() => trainer.Fit((Sample<float>[])[any]));
        Assert.StartsWith(message, e.Message, StringComparison.Ordinal);
    }

    private static Metric Create(string name) => name switch
    {
        "spans" or "spans of words" => new SpanF1(),
        "spans of two" => new SpanF1(["O", "B-name"]),
        "mae" => new Mae(),
        "rmse" => new Rmse(),
        "f1 of class 7" => new F1Score(F1Average.Binary, 7),
        "lists" => new LabelErrorRate(),
        "unknown head" => new Accuracy().Of("tags"),
        _ => null!,
    };

    private sealed class Counting : Metric
    {
        private double _count;

        public override string Name => "count";

        public override bool LargerIsBetter => true;

        public override double Value => _count;

        public override void Reset() => _count = 0;

        public override void Add(in MetricItem item) => _count++;
    }
}
