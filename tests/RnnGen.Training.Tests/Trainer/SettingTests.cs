namespace RnnGen.Training.Tests;

/// <summary>Settings that make no sense are refused by their names, however they are set.</summary>
public sealed class SettingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Patience_NoEpochs_IsRefused(int patience)
    {
        Refuses("Patience", patience, () => _ = new EarlyStopping(patience));
        Refuses("Patience", patience, () => _ = new EarlyStopping(2) { Patience = patience });
        Refuses("Patience", patience, () => _ = new EarlyStopping(2) with { Patience = patience });
    }

    [Fact]
    public void EarlyStopping_Set_IsWhatItWasSetTo() =>
        Assert.Equal(3, (new EarlyStopping(2) with { Patience = 3 }).Patience);

    [Fact]
    public void CheckpointFolder_NoPath_IsRefused()
    {
        var folder = new CheckpointFolder("a");
        Assert.Equal("Path", Assert.Throws<ArgumentNullException>(() => new CheckpointFolder(null!)).ParamName);
        Assert.Equal("Path", Assert.Throws<ArgumentNullException>(() => folder with { Path = null! }).ParamName);
        Assert.Equal(Path.Combine("b", "last.safetensors"), (folder with { Path = "b" }).LastPath);
    }

    [Fact]
    public void EverySteps_Negative_IsRefused()
    {
        Refuses("EverySteps", -3, () => _ = new CheckpointFolder("a") { EverySteps = -3 });
        Assert.Equal(0, (new CheckpointFolder("a") { EverySteps = 0 }).EverySteps);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void SampleWeights_NoNumber_IsRefusedAndNothingMoves(float weight)
    {
        var model = new Tagger(1);
        float[] before = model.Parameters.Flat.ToArray();
        using var step = new TrainingStep<float>(model, new Sgd(0.1));
        Batch<float> batch = Batch<float>.FromTokens(new int[6], rows: 2, steps: 3, new[] { 3, 1 }) with
        {
            Classes = new int[6],
        };
        Refuses("SampleWeights", weight, () => step.Run(batch with { SampleWeights = new[] { 1, weight } }));
        Refuses(
            "SampleWeights", weight,
            () => step.Run(batch with { SampleWeights = new[] { 1, 1, 1, weight, 1, 1 } }));
        Assert.Equal(before, model.Parameters.Flat.ToArray());
        Assert.Equal(0, step.StepCount);

        // What belongs to padding is not read.
        Assert.True(double.IsFinite(step.Run(batch with { SampleWeights = new[] { 1, 1, 1, 1, weight, weight } })));
        Assert.All(model.Parameters.Flat.ToArray(), static w => Assert.True(float.IsFinite(w)));
    }

    private static void Refuses(string name, object actual, Action set)
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(set);
        Assert.Equal(name, e.ParamName);
        Assert.Equal(actual, e.ActualValue);
    }
}
