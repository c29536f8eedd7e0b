namespace RnnGen.Tests;

public sealed class BatchSemanticsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Forward_RaggedBatch_EqualsEachRowAlone(bool perStep)
    {
        var options = new RnnOptions { PerStep = perStep };
        var model = new RnnModel<float>(options);
        const int Rows = 37, Steps = 9;
        Batch<float> batch = Draw.Batch<float>(options, Rows, Steps, seed: 3);
        Outputs<float> all = model.Forward(batch);
        for (int row = 0; row < Rows; row++)
        {
            int length = batch.Lengths.Span[row];
            Batch<float> alone = Batch<float>.FromFeatures(
                batch.Features.Slice(row * Steps * options.Inputs, length * options.Inputs), 1, length) with
            {
                InitialStates = batch.InitialStates.Slice(row * options.Units, options.Units),
            };
            Outputs<float> one = model.Forward(alone);
            int outputs = perStep ? length : 1;
            for (int t = 0; t < outputs; t++)
                Assert.Equal(one[0, t].ToArray(), all[row, t].ToArray());
            for (int t = outputs; t < all.Steps; t++)
                Assert.All(all[row, t].ToArray(), v => Assert.Equal(0f, v));
            Assert.Equal(one.FinalStates, all.FinalStates.AsSpan(row * options.Units, options.Units).ToArray());
        }
    }

    [Fact]
    public void Forward_ZeroLengthRow_KeepsItsInitialState()
    {
        var options = new RnnOptions { Initial = 0.25 };
        var model = new RnnModel<double>(options);
        Batch<double> batch = Batch<double>.FromFeatures(new double[2 * 4 * 3], 2, 4, new[] { 0, 4 });
        Outputs<double> outputs = model.Forward(batch);
        Assert.All(outputs.FinalStates.Take(5), v => Assert.Equal(0.25, v));
        Assert.All(outputs.FinalStates.Skip(5), v => Assert.NotEqual(0.25, v));
    }

    [Fact]
    public void Forward_NoSteps_GivesInitialStates()
    {
        var model = new RnnModel<float>(new RnnOptions { PerStep = false, Initial = 0.5 });
        Outputs<float> outputs = model.Forward(Batch<float>.FromFeatures(default, 3, 0));
        Assert.All(outputs.Values, v => Assert.Equal(0.5f, v));
    }

    [Fact]
    public void Forward_NaNBeyondALength_ChangesNothing()
    {
        var options = new RnnOptions();
        var model = new RnnModel<float>(options);
        Batch<float> clean = Draw.Batch<float>(options, 20, 6, seed: 8);
        float[] dirty = clean.Features.ToArray();
        for (int row = 0; row < 20; row++)
        {
            int valid = clean.Lengths.Span[row] * options.Inputs;
            dirty.AsSpan((row * 6 * options.Inputs) + valid, (6 * options.Inputs) - valid).Fill(float.NaN);
        }

        Batch<float> batch = Batch<float>.FromFeatures(dirty, 20, 6, clean.Lengths) with
        {
            InitialStates = clean.InitialStates,
            Targets = clean.Targets,
        };
        using Pass<float> a = model.CreatePass();
        using Pass<float> b = model.CreatePass();
        a.Forward(clean);
        b.Forward(batch);
        Assert.Equal(a.Loss(), b.Loss());
        a.Backward();
        b.Backward();
        Assert.Equal(a.Outputs.ToArray(), b.Outputs.ToArray());
        Assert.Equal(a.Gradients.ToArray(), b.Gradients.ToArray());
    }

    [Fact]
    public void Predict_EveryOverload_GivesWhatForwardGives()
    {
        var options = new RnnOptions { Vocabulary = 7 };
        var model = new RnnModel<float>(options);
        int[] tokens = Draw.Integers(11, 7, seed: 2);
        float[] expected = model.Forward(Batch<float>.FromTokens(tokens, 1, 11)).Values;
        var one = new float[expected.Length];
        model.Predict(tokens, one);
        var batch = new float[expected.Length];
        model.Predict(Batch<float>.FromTokens(tokens, 1, 11), batch);
        Assert.Equal(expected, one);
        Assert.Equal(expected, batch);

        using Pass<float> pass = model.CreatePass();
        pass.Forward(Batch<float>.FromTokens(tokens, 1, 11), training: false);
        Assert.Equal(expected, pass.Outputs.ToArray());
    }

    [Fact]
    public void Predict_OnManyThreadsAtOnce_GivesTheSameBits()
    {
        var options = new RnnOptions();
        var model = new RnnModel<float>(options) { MaxThreads = 3 };
        Batch<float> batch = Draw.Batch<float>(options, 40, 12, seed: 5);
        float[] expected = model.Forward(batch).Values;
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var values = new float[expected.Length];
            model.Predict(batch, values);
            Assert.Equal(expected, values);
        });
    }
}
