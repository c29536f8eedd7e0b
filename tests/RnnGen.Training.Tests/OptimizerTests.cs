namespace RnnGen.Training.Tests;

public sealed class OptimizerTests
{
    private const int Length = 1003;

    public static TheoryData<string> Names => [.. All().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_InRanges_SameBitsAsWhole(string name)
    {
        Optimizer optimizer = All()[name];
        float[] whole = Numbers(1), parts = Numbers(1);
        OptimizerState<float> a = optimizer.CreateState<float>(Length), b = optimizer.CreateState<float>(Length);
        for (ulong step = 0; step < 7; step++)
        {
            float[] gradients = Numbers(step + 10);
            optimizer.Update(whole, gradients, a, 0.5);
            optimizer.BeginStep(b);
            foreach ((int start, int length) in ((int, int)[])[(900, 103), (0, 1), (1, 6), (7, 893)])
                optimizer.UpdateRange<float>(parts, gradients, b, start, length, 0.5);
        }

        Assert.Equal(whole, parts);
        Assert.Equal(a.Buffers.ToArray(), b.Buffers.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_Resumed_SameBits(string name)
    {
        float[] straight = Numbers(1), resumed = Numbers(1);
        OptimizerState<float> a = All()[name].CreateState<float>(Length), b = All()[name].CreateState<float>(Length);
        for (ulong step = 0; step < 8; step++)
        {
            if (step == 4)
            {
                OptimizerState<float> c = All()[name].CreateState<float>(Length);
                c.Restore(b.Step, b.Scalars, b.Buffers);
                b = c;
            }

            All()[name].Update(straight, Numbers(step + 10), a);
            All()[name].Update(resumed, Numbers(step + 10), b);
        }

        Assert.Equal(straight, resumed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_GradientScale_EqualsScaledGradients(string name)
    {
        float[] scaled = Numbers(1), halved = Numbers(1);
        Optimizer optimizer = All()[name];
        optimizer.Update(scaled, Numbers(2), optimizer.CreateState<float>(Length), 0.25);
        float[] gradients = [.. Numbers(2).Select(static g => g * 0.25f)];
        optimizer.Update(halved, gradients, optimizer.CreateState<float>(Length));
        Assert.Equal(halved, scaled);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_AfterWarmUp_AllocatesNothing(string name)
    {
        Optimizer optimizer = All()[name];
        float[] parameters = Numbers(1), gradients = Numbers(2);
        OptimizerState<float> state = optimizer.CreateState<float>(Length);
        Allocations.AssertNone(() => optimizer.Update(parameters, gradients, state));
    }

    [Fact]
    public void LazyAdam_AllRows_IsAdamBitForBit()
    {
        float[] lazy = Numbers(1), dense = Numbers(1);
        var optimizer = new LazyAdam(0.01);
        var adam = new Adam(0.01);
        OptimizerState<float> a = optimizer.CreateState<float>(Length), b = adam.CreateState<float>(Length);
        int[] rows = [.. Enumerable.Range(0, 100)];
        for (ulong step = 0; step < 3; step++)
        {
            optimizer.BeginStep(a);
            optimizer.UpdateRows<float>(lazy, Numbers(step), a, new RowRange(3, 100, 10), rows);
            optimizer.UpdateRange<float>(lazy, Numbers(step), a, 0, 3);
            adam.Update(dense, Numbers(step), b);
        }

        Assert.Equal(dense, lazy);
    }

    [Fact]
    public void LazyAdam_UntouchedRows_StayWithTheirMoments()
    {
        var optimizer = new LazyAdam(0.01);
        float[] parameters = Numbers(1);
        OptimizerState<float> state = optimizer.CreateState<float>(Length);
        optimizer.Update(parameters, Numbers(2), state);
        float[] before = [.. parameters], moments = state.Buffers.ToArray();
        optimizer.BeginStep(state);
        optimizer.UpdateRows<float>(parameters, Numbers(3), state, new RowRange(0, 100, 10), [2, 7]);
        for (int i = 0; i < Length; i++)
        {
            bool touched = i / 10 is 2 or 7;
            Assert.Equal(touched, before[i] != parameters[i]);
            Assert.Equal(touched, moments[i] != state.Buffers[i]);
        }
    }

    [Fact]
    public void LazyAdam_RowsOutOfOrder_ThrowsAndMovesNothing()
    {
        var optimizer = new LazyAdam();
        float[] parameters = Numbers(1);
        OptimizerState<float> state = optimizer.CreateState<float>(Length);
        optimizer.BeginStep(state);
        foreach (int[] rows in (int[][])[[3, 3], [4, 2], [-1], [1, 100]])
        {
            Assert.Throws<ArgumentException>(
                () => optimizer.UpdateRows<float>(parameters, Numbers(2), state, new RowRange(0, 100, 10), rows));
        }

        Assert.Equal(Numbers(1), parameters);
    }

    [Fact]
    public void Defaults_ArePyTorchs()
    {
        Assert.Equal((1e-3, 0.9, 0.999, 1e-8, 0.0), Settings(new Adam()));
        Assert.Equal((1e-3, 0.9, 0.999, 1e-8, 0.01), Settings(new AdamW()));
        Assert.Equal((2e-3, 0.9, 0.999, 1e-8, 0.0), Settings(new Adamax()));
        Assert.Equal((2e-3, 0.9, 0.999, 1e-8, 0.0), Settings(new NAdam()));
        Assert.Equal((1e-3, 0.9, 0.999, 1e-8, 0.0), Settings(new RAdam()));
        var rms = new RmsProp();
        Assert.Equal((1e-2, 0.99, 1e-8, 0.0), (rms.LearningRate, rms.Alpha, rms.Epsilon, rms.Momentum));
        var adagrad = new Adagrad();
        Assert.Equal((1e-2, 0.0, 1e-10), (adagrad.LearningRate, adagrad.LearningRateDecay, adagrad.Epsilon));
        var adadelta = new Adadelta();
        Assert.Equal((1.0, 0.9, 1e-6), (adadelta.LearningRate, adadelta.Rho, adadelta.Epsilon));
        Assert.Equal(4e-3, new NAdam().MomentumDecay);
    }

    [Fact]
    public void Settings_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Beta1 = 1 });
        Assert.Throws<InvalidOperationException>(() => new Sgd(0.1) { Nesterov = true }.CreateState<float>(3));
    }

    [Fact]
    public void Update_WrongLengths_ChangesNothing()
    {
        var adam = new Adam();
        OptimizerState<float> state = adam.CreateState<float>(4);
        float[] parameters = [1, 2, 3];
        Assert.Throws<ArgumentException>(() => adam.Update(parameters, [1f, 1f, 1f], state));
        Assert.Throws<ArgumentException>(() => adam.Update<float>(new float[4], [1f, 1f, 1f], state));
        Assert.Throws<ArgumentException>(() => new Sgd(1).Update<float>(new float[4], new float[4], state));
        Assert.Equal(0, state.Step);
        Assert.Equal([1, 2, 3], parameters);
    }

    private static (double, double, double, double, double) Settings(AdaptiveMoments o) =>
        (o.LearningRate, o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay);

    private static Dictionary<string, Optimizer> All() => new()
    {
        ["sgd"] = new Sgd(0.1) { WeightDecay = 0.01 },
        ["momentum"] = new Sgd(0.1) { Momentum = 0.9, Dampening = 0.1 },
        ["nesterov"] = new Sgd(0.1) { Momentum = 0.9, Nesterov = true },
        ["adam"] = new Adam(0.01) { WeightDecay = 0.01 },
        ["amsgrad"] = new Adam(0.01) { AmsGrad = true },
        ["adamw"] = new AdamW(0.01),
        ["lazyadam"] = new LazyAdam(0.01),
        ["nadam"] = new NAdam(0.01),
        ["radam"] = new RAdam(0.01),
        ["adamax"] = new Adamax(0.01),
        ["adagrad"] = new Adagrad(0.01) { LearningRateDecay = 0.1, InitialAccumulator = 0.1 },
        ["adadelta"] = new Adadelta(),
        ["rmsprop"] = new RmsProp(0.01),
        ["rmsprop-momentum"] = new RmsProp(0.01) { Momentum = 0.5 },
        ["rmsprop-centered"] = new RmsProp(0.01) { Centered = true },
    };

    private static float[] Numbers(ulong seed) =>
        [.. Enumerable.Range(0, Length).Select(i => (2 * CounterRandom.UniformFloat(seed, 99, (ulong)i)) - 1)];
}
