namespace RnnGen.Training.Tests;

/// <summary>What a call gets wrong is named, and nothing is lost.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string, Sample<float>> Misfits => new()
    {
        { "Sample 2 holds features; Classifier reads tokens.", Sample<float>.FromFeatures(new float[4], 2) },
        { "Sample 2 has token 12 at step 1; Classifier knows 0 to 11.", Tokens(3, 12) with { Class = 0 } },
        { "Sample 2 has the target class 3; classes are 0 to 2 (or -100, ignored).", Tokens(3) with { Class = 3 } },
        { "Sample 2 has 2 target classes; Classifier needs 1, set by Class.", Tokens(3, 4) with { Classes = new[] { 1, 1 } } },
        { "Sample 2 has 0 target classes; Classifier needs 1, set by Class.", Tokens(3, 4) },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Fit_SampleDoesNotFit_NamesItsNumber(string message, Sample<float> bad)
    {
        var model = new Classifier(1);
        float[] before = model.Parameters.Flat.ToArray();
        Sample<float>[] samples = [.. Samples.Classification(5)];
        samples[2] = bad;
        using var trainer = new Trainer<float>(model, new Adam());
        var e = Assert.Throws<ArgumentException>(() => trainer.Fit(samples));
        Assert.StartsWith(message, e.Message);
        Assert.Equal(before, model.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Fit_NaNFeature_NamesSampleStepAndFeature()
    {
        using var trainer = new Trainer<double>(new Regressor(1), new Adam());
        Sample<double>[] samples = Samples.Regression(3);
        samples[1] = Sample<double>.FromFeatures(new[] { 1, 2, 3, double.NaN }, 2) with { Targets = new double[1] };
        var e = Assert.Throws<ArgumentException>(() => trainer.Fit(samples));
        Assert.StartsWith("Sample 1 has NaN at step 1, feature 1.", e.Message);
    }

    [Theory]
    [InlineData(2f, "2")]
    [InlineData(-0.5f, "-0.5")]
    public void Fit_BinaryTargetOutOfRange_NamesThePlace(float target, string text)
    {
        Sample<float> good = Sample<float>.FromFeatures(new float[4], 2) with { Targets = new float[] { 0, 1 } };
        using var trainer = new Trainer<float>(new LabelModel(1), new Adam());
        var e = Assert.Throws<ArgumentException>(
            () => trainer.Fit((Sample<float>[])[good, good with { Targets = new[] { 0, target } }]));
        Assert.Equal(
            $"Sample 1 has the target {text} at output 0, unit 1; [BinaryCrossEntropy] takes 0 to 1.", e.Message);
        Assert.Equal(0, trainer.StepCount);
    }

    [Fact]
    public void Fit_ClassInPlaceOfTargets_SaysWhatToSet()
    {
        using var trainer = new Trainer<double>(new Regressor(1), new Adam());
        Sample<double>[] samples = Samples.Regression(3);
        samples[1] = Sample<double>.FromFeatures(new double[4], 2) with { Class = 1 };
        var e = Assert.Throws<ArgumentException>(() => trainer.Fit(samples));
        Assert.Equal("Sample 1 has 0 target values; Regressor needs 1 x 1, set by Targets.", e.Message);
    }

    [Fact]
    public void Evaluation_OfNoMetrics_SaysSo()
    {
        using var trainer = new Trainer<float>(new Classifier(1), new Adam());
        Evaluation evaluation = trainer.Evaluate(Samples.Classification(5));
        Assert.Equal(
            "There is no metric 'acc'; none was measured.",
            Assert.Throws<KeyNotFoundException>(() => evaluation["acc"]).Message);
    }

    [Fact]
    public void Fit_NoSamples_IsRefused()
    {
        using var trainer = new Trainer<float>(new Tagger(1), new Adam());
        Assert.Throws<ArgumentException>(() => trainer.Fit(Array.Empty<Sample<float>>()));
        Assert.Throws<ArgumentException>(() => trainer.Fit(Dataset.Stream(Enumerable.Empty<Sample<float>>())));
    }

    [Fact]
    public void Fit_LossOverflows_StopsWithTheStepAndTheParameter()
    {
        var model = new Regressor(1);
        using var trainer = new Trainer<double>(model, new Sgd(1e200));
        var e = Assert.Throws<NonFiniteException>(() => trainer.Fit(Samples.Regression(64), epochs: 50));
        Assert.Equal(e.Step, trainer.StepCount);
        Assert.All(model.Parameters.Flat.ToArray(), static w => Assert.True(double.IsFinite(w)));
    }

    [Fact]
    public void Fit_WeightZero_SampleHasNoInfluence()
    {
        Sample<double>[] samples = Samples.Regression(8);
        Sample<double> odd = samples[3] with { Targets = new[] { 1e6 }, Weight = 0 };
        Assert.Equal(Train([.. samples[..3], samples[3] with { Weight = 0 }]), Train([.. samples[..3], odd]));

        static double[] Train(Sample<double>[] samples)
        {
            var model = new Regressor(1);
            using var trainer = new Trainer<double>(model, new Sgd(0.1));
            trainer.Fit(samples, epochs: 3);
            return model.Parameters.Flat.ToArray();
        }
    }

    private static Sample<float> Tokens(params int[] tokens) => Sample<float>.FromTokens(tokens);
}
