using RnnGen.Program;

namespace RnnGen.Tests;

public sealed class TrainingStepTests
{
    private static readonly RnnOptions s_options = new()
    {
        Vocabulary = 12,
        Loss = new LossInfo { Kind = LossKind.CrossEntropy },
    };

    [Fact]
    public void Run_WithoutABatch_NamesTheArgument()
    {
        using var step = new TrainingStep<float>(new RnnModel<float>(new RnnOptions()), new Adam());
        Assert.Equal("batch", Assert.Throws<ArgumentNullException>(() => step.Run((Batch<float>)null!)).ParamName);
        Assert.Equal("batch", Assert.Throws<ArgumentNullException>(() => step.Accumulate(null!)).ParamName);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    public void Run_WithoutTargets_KeepsWhatWasThere(int rows)
    {
        var model = new RnnModel<float>(s_options);
        Batch<float> batch = Draw.Batch<float>(s_options, rows, 6, seed: 2);
        using var step = new TrainingStep<float>(model, new Adam());
        step.Run(batch);
        float[] outputs = step.Pass.Outputs.ToArray(), parameters = model.Parameters.Flat.ToArray();
        Assert.Throws<ArgumentException>(() => step.Run(batch with { Classes = default }));
        Assert.Equal(outputs, step.Pass.Outputs.ToArray());
        Assert.Equal(parameters, model.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Run_OnOneBatch_LearnsIt()
    {
        var model = new RnnModel<float>(s_options);
        Batch<float> batch = Draw.Batch<float>(s_options, 30, 6, seed: 2);
        using var step = new TrainingStep<float>(model, new Adam(0.05)) { ClipNorm = 1 };
        double first = step.Run(batch);
        double last = first;
        for (int i = 0; i < 60; i++)
            last = step.Run(batch);
        Assert.True(last < 0.9 * first, $"{first} -> {last}");
        Assert.True(step.LastGradientNorm > 0);
    }

    [Fact]
    public void Run_Sgd_IsParametersMinusRateTimesClippedGradient()
    {
        var model = new RnnModel<double>(s_options);
        Batch<double> batch = Draw.Batch<double>(s_options, 30, 6, seed: 2);
        using Pass<double> pass = model.CreatePass();
        pass.Forward(batch);
        double loss = pass.Loss();
        pass.Backward();
        double norm = Math.Sqrt(pass.Gradients.ToArray().Sum(g => g * g));
        double[] before = model.Parameters.Flat.ToArray();
        double factor = Math.Min(1, 0.01 / (norm + 1e-6));
        using var step = new TrainingStep<double>(model, new Sgd(0.5)) { ClipNorm = 0.01 };
        Assert.Equal(loss, step.Run(batch));
        Assert.Equal(norm, step.LastGradientNorm, 1e-12);
        for (int i = 0; i < before.Length; i++)
            Assert.Equal(before[i] - (0.5 * factor * pass.Gradients[i]), model.Parameters.Flat[i], 1e-12);

        // The panels follow: a fresh pass computes with the new parameters.
        double after = step.Run(batch);
        Assert.True(after < loss);
    }

    [Fact]
    public void Run_NonFiniteGradient_NamesTheParameterAndMovesNothing()
    {
        var options = new RnnOptions { Loss = new LossInfo { Kind = LossKind.MeanSquared } };
        var model = new RnnModel<float>(options);
        using var step = new TrainingStep<float>(model, new Adam());
        Batch<float> good = Draw.Batch<float>(options, 20, 3, seed: 2, ragged: false);
        step.Run(good);
        float[] before = model.Parameters.Flat.ToArray();
        float[] moments = step.State.Buffers.ToArray();
        float[] targets = good.Targets.ToArray();
        targets[7] = float.NaN;
        var exception = Assert.Throws<NonFiniteException>(() => step.Run(good with { Targets = targets }));
        Assert.Equal("cell.weight_ih", exception.Parameter);
        Assert.Equal(1, exception.Step);
        Assert.Contains("step 1", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.Flat.ToArray());
        Assert.Equal(moments, step.State.Buffers.ToArray());
        Assert.Equal(1, step.State.Step);
    }

    [Fact]
    public void Run_LazyAdam_LeavesUntouchedRowsAlone()
    {
        var model = new RnnModel<float>(s_options);
        var dense = new RnnModel<float>(s_options);
        using var lazy = new TrainingStep<float>(model, new LazyAdam(0.1));
        using var adam = new TrainingStep<float>(dense, new Adam(0.1));
        int[] classes = [1, 2, 3, 4];
        int[] lengths = [2, 1];
        Batch<float> first = Batch<float>.FromTokens(new[] { 3, 5, 5, 0 }, 2, 2, lengths) with { Classes = classes };
        Batch<float> second = Batch<float>.FromTokens(new[] { 5, 7, 7, 5 }, 2, 2) with { Classes = classes };
        lazy.Run(first);
        adam.Run(first);
        Assert.Equal(dense.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
        float[] before = model.Parameters["embedding.weight"].ToArray();
        lazy.Run(second);
        float[] after = model.Parameters["embedding.weight"].ToArray();
        int width = s_options.Inputs;
        for (int row = 0; row < s_options.Vocabulary; row++)
        {
            bool moved = !before.AsSpan(row * width, width).SequenceEqual(after.AsSpan(row * width, width));
            Assert.Equal(row is 5 or 7, moved);
        }
    }

    [Fact]
    public void Loss_AllIgnored_IsNaNAsInPyTorch()
    {
        var model = new RnnModel<float>(s_options);
        using Pass<float> pass = model.CreatePass();
        pass.Forward(Batch<float>.FromTokens(new int[4], 2, 2) with { Classes = new[] { -100, -100, -100, -100 } });
        Assert.True(double.IsNaN(pass.Loss()));
        pass.Backward();
        Assert.All(pass.Gradients.ToArray(), g => Assert.Equal(0f, g));
    }

    [Fact]
    public void Load_Saved_GivesTheSameBitsAndOutputs()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            var model = new RnnModel<float>(s_options, seed: 1);
            var other = new RnnModel<float>(s_options, seed: 2);
            Assert.NotEqual(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
            model.Save(path);
            other.Load(path);
            Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
            Batch<float> batch = Draw.Batch<float>(s_options, 9, 4, seed: 3);
            Assert.Equal(model.Forward(batch).Values, other.Forward(batch).Values);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Model_SameSeed_SameBits()
    {
        Assert.Equal(
            new RnnModel<float>(s_options, seed: 9).Parameters.Flat.ToArray(),
            new RnnModel<float>(s_options, seed: 9).Parameters.Flat.ToArray());
    }

    [Fact]
    public void ToString_ListsLayersAndTheTotal()
    {
        string text = new RnnModel<float>(new RnnOptions()).ToString();
        Assert.Contains("Independent(5)", text, StringComparison.Ordinal);
        Assert.Contains("total", text, StringComparison.Ordinal);
        Assert.Contains("25", text, StringComparison.Ordinal);
    }
}
