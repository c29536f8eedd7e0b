namespace RnnGen.Training.Tests;

/// <summary>With scalers set, samples are in the user's units.</summary>
public sealed class UnitTests
{
    [Fact]
    public void Fit_WithScalers_IsFitOnScaledSamples()
    {
        Sample<double>[] raw = [.. Samples.Regression(40).Select(static sample =>
            Sample<double>.FromFeatures(Map(sample.Features, static x => 100 + (20 * x)), sample.Steps)
                with { Targets = Map(sample.Targets, static y => (5 * y) - 3) })];
        Scaler inputs = Scaler.Standardize(raw), targets = Scaler.StandardizeTargets(raw);
        Sample<double>[] scaled = [.. raw.Select(sample =>
            Sample<double>.FromFeatures(Scale(inputs, sample.Features), sample.Steps)
                with { Targets = Scale(targets, sample.Targets) })];

        var byHand = new Regressor(1);
        double expected = Train(byHand, scaled);
        var model = new Regressor(1) { InputScaler = inputs, TargetScaler = targets };
        double actual = Train(model, raw);

        Assert.Equal(byHand.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
        Assert.Equal(expected, actual);
        double prediction = model.Predict(raw[3].Features.Span);
        Assert.InRange(Math.Abs(prediction - raw[3].Targets.Span[0]), 0, 1.5);
    }

    [Fact]
    public void Metrics_WithScalers_AreInTheUsersUnits()
    {
        Sample<double>[] raw = [.. Samples.Regression(40).Select(static sample =>
            sample with { Targets = Map(sample.Targets, static y => (500 * y) - 300) })];
        var model = new Regressor(1) { TargetScaler = Scaler.StandardizeTargets(raw) };
        Evaluation evaluation = model.Evaluate(raw, [new Rmse()]);
        double squares = 0;
        foreach (Sample<double> sample in raw)
            squares += Math.Pow(model.Predict(sample.Features.Span) - sample.Targets.Span[0], 2);
        Assert.Equal(Math.Sqrt(squares / raw.Length), evaluation["rmse"], 1e-9);
        Assert.True(evaluation["rmse"] > 50);
    }

    private static double Train(Regressor model, Sample<double>[] samples)
    {
        using var trainer = new Trainer<double>(model, new Adam(1e-2));
        return trainer.Fit(samples, epochs: 20).Epochs[^1].TrainingLoss;
    }

    private static double[] Map(ReadOnlyMemory<double> values, Func<double, double> map) =>
        [.. values.ToArray().Select(map)];

    private static double[] Scale(Scaler scaler, ReadOnlyMemory<double> values)
    {
        double[] result = values.ToArray();
        scaler.Transform<double>(result);
        return result;
    }
}
