using RnnGen.Program;

namespace RnnGen.Tests;

/// <summary>Steps of training on several weighted heads.</summary>
public sealed class JointStepTests
{
    [Fact]
    public void Run_OfSeveralHeads_ReportsTheirWeightedSum()
    {
        var model = new JointModel<double>();
        Batch<double> batch = JointModel<double>.Draw(7, 4, 5, seed: 1);
        using Pass<double> pass = model.CreatePass();
        pass.Forward(batch, training: false);
        double expected = pass.Loss();
        using var step = new TrainingStep<double>(model, new Sgd(0.1));
        Assert.Equal(expected, step.Run(batch));
        Assert.True(step.Run(batch) < expected);
        Assert.Equal(7 * 3, step.Pass.LossesOf("kind").Length);
    }

    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    public void Run_OfSeveralBatches_IsTheStepOfOneWithAllRows(Reduction reduction)
    {
        Batch<double> all = JointModel<double>.Draw(12, 4, 5, seed: 2);
        Batch<double>[] rows = [.. Enumerable.Range(0, 12).Select(row => JointModel<double>.Row(all, row))];
        var model = new JointModel<double>(reduction: reduction);
        var other = new JointModel<double>(reduction: reduction);
        using var together = new TrainingStep<double>(model, new Sgd(0.1));
        using var alone = new TrainingStep<double>(other, new Sgd(0.1));
        for (int i = 0; i < 3; i++)
            Assert.Equal(together.Run(all), alone.Run(rows), 1e-12);
        Assert.Equal(together.LastGradientNorm, alone.LastGradientNorm, 1e-12);
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray(), Close);
        Assert.Equal(3, alone.StepCount);
        Assert.Equal(36, alone.Pass.Step);
    }

    [Fact]
    public void Accumulate_OfSums_IsTheStepOfAllRows()
    {
        Batch<double> all = JointModel<double>.Draw(6, 4, 5, seed: 3);
        var model = new JointModel<double>(reduction: Reduction.Sum);
        var other = new JointModel<double>(reduction: Reduction.Sum);
        using var together = new TrainingStep<double>(model, new Sgd(0.01));
        using var alone = new TrainingStep<double>(other, new Sgd(0.01));
        for (int row = 0; row < 6; row++)
            alone.Accumulate(JointModel<double>.Row(all, row));
        Assert.Equal(together.Run(all), alone.Apply(), 1e-12);
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray(), Close);
    }

    [Fact]
    public void Pass_AfterAStepOfSeveralBatches_IsAsAnyOther()
    {
        var model = new JointModel<double>();
        Batch<double> batch = JointModel<double>.Draw(6, 4, 5, seed: 3);
        using var step = new TrainingStep<double>(model, new Sgd(0.01));
        step.Run([batch, JointModel<double>.Draw(9, 3, 7, seed: 4)]);
        using Pass<double> other = model.CreatePass();
        foreach (Pass<double> pass in new[] { step.Pass, other })
        {
            pass.Forward(batch);
            pass.Loss();
            pass.Backward();
        }

        Assert.Equal(other.Gradients.ToArray(), step.Pass.Gradients.ToArray());
    }

    [Fact]
    public void Accumulate_OfSeveralMeans_IsRefused()
    {
        using var step = new TrainingStep<float>(new JointModel<float>(), new Sgd(0.1));
        var refused = Assert.Throws<InvalidOperationException>(
            () => step.Accumulate(JointModel<float>.Draw(2, 2, 3, seed: 1)));
        Assert.Equal(
            "Joint has several losses, whose means divide by numbers of their own: give Run() all batches of a step at "
                + "once.",
            refused.Message);
        Assert.Throws<ArgumentException>(() => step.Run([]));
    }

    [Fact]
    public void Run_OfBatchesOfWhichOneDoesNotFit_ChangesNothing()
    {
        var model = new JointModel<float>();
        Batch<float> good = JointModel<float>.Draw(2, 2, 3, seed: 1);
        using var step = new TrainingStep<float>(model, new Sgd(0.1));
        float[] before = model.Parameters.Flat.ToArray();
        Assert.Throws<ArgumentException>(() => step.Run([good, good with { Classes = new int[5] }]));
        Assert.Equal(before, model.Parameters.Flat.ToArray());
        Assert.Equal((0, 0), (step.StepCount, step.Pass.Step));
        Assert.True(double.IsFinite(step.Run([good, good])));
    }

    [Fact]
    public void Run_OfAModelWhoseFirstHeadHasNoLoss_TrainsOnTheOthers()
    {
        var model = new JointModel<double>(hasScoresLoss: false);
        Batch<double> batch = JointModel<double>.Draw(9, 4, 5, seed: 4);
        BatchTarget<double> target = batch.MoreTargets["kind"];
        using var step = new TrainingStep<double>(model, new Sgd(0.5));
        double first = step.Run(batch);
        ReadOnlySpan<double> kind = step.Pass.OutputsOf("kind");
        double squares = 0;
        for (int i = 0; i < kind.Length; i++)
            squares += target.Weights.Span[i / 3] * Math.Pow(kind[i] - target.Values.Span[i], 2);
        Assert.Equal(0.3 * squares / kind.Length, first, 1e-12);
        Assert.True(step.Pass.Losses.IsEmpty);

        // The only mean is accumulated undivided, by its weight.
        var other = new JointModel<double>(hasScoresLoss: false);
        using var accumulated = new TrainingStep<double>(other, new Sgd(0.5));
        for (int row = 0; row < 9; row++)
            accumulated.Accumulate(JointModel<double>.Row(batch, row));
        Assert.Equal(first, accumulated.Apply(), 1e-12);
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray(), Close);
    }

    [Fact]
    public void Run_WithTargetsOfOneHeadThatAreAllIgnored_TrainsOnTheOther()
    {
        var model = new JointModel<double>();
        Batch<double> batch = JointModel<double>.Draw(5, 4, 5, seed: 5);
        batch = batch with { Classes = Enumerable.Repeat(-100, 25).ToArray() };
        double[] before = model.Parameters.Flat.ToArray();
        using var step = new TrainingStep<double>(model, new Sgd(0.5));
        Assert.True(double.IsNaN(step.Run(batch)));
        ParameterInfo c = model.Parameters.Find("c"), v = model.Parameters.Find("v");
        Assert.NotEqual(before[(int)c.Offset], model.Parameters.Flat[(int)c.Offset]);
        Assert.Equal(before[(int)v.Offset], model.Parameters.Flat[(int)v.Offset]);
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-12;
}
