namespace RnnGen.Plots.Tests;

public sealed class TraceTests
{
    private const double W = 0.8;
    private const double U = 0.5;
    private const double B = -0.1;
    private const double V = 1.7;
    private const double A = 0.3;
    private const int Steps = 50; // more than are measured at once

    [Fact]
    public void States_OfALinearCell_AreThoseByHand()
    {
        var model = new LinearSteps(seed: 1);
        Shaped.Set(model, W, U, B, V, A);
        double[] x = Runs.Wave(Steps, 0.3);
        StateTrace trace = Assert.Single(StateTrace.Record(model, Sample<double>.FromFeatures(x, Steps)));
        Assert.Equal((1, Steps), (trace.Units, trace.Steps));
        double h = 0;
        for (int t = 0; t < Steps; t++)
        {
            h = (W * h) + (U * x[t]) + B;
            Assert.Equal(h, trace.Values[t], 1e-12);
        }
    }

    /// <summary>d (y - target)^2 / dh, k steps back from the end, is 2 (y - target) v w^k.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_OfALinearCell_AreThoseByHand(bool isPerStep)
    {
        Model<double> model = isPerStep ? new LinearSteps(seed: 1) : new LinearLast(seed: 1);
        Shaped.Set(model, W, U, B, V, A);
        double[] x = Runs.Wave(Steps, 0.3), targets = isPerStep ? Runs.Wave(Steps, 1) : [0.25];
        Sample<double> sample = Sample<double>.FromFeatures(x, Steps) with { Targets = targets };
        GradientTrace trace = Assert.Single(GradientTrace.Measure(model, sample));
        double y = (V * x.Aggregate(0.0, static (h, xt) => (W * h) + (U * xt) + B)) + A;
        Assert.Equal(Steps, trace.Norms.Count);
        for (int back = 1; back <= Steps; back++)
        {
            double expected = Math.Abs(2 * (y - targets[^1]) * V) * Math.Pow(W, back);
            Assert.Equal(expected, trace.Norms[back - 1], Math.Abs(expected) * 1e-9);
        }
    }

    /// <summary>A gradient of 1e-30 is a float, and its square is none.</summary>
    [Fact]
    public void Gradients_ThatVanishInSingle_AreMeasured()
    {
        const double Small = 1e-6;
        Model<float> model = new LinearSingle(seed: 1);
        Shaped.Set(model, Small, U, B, V, A);
        float[] x = Array.ConvertAll(Runs.Wave(Steps, 0.3), static value => (float)value);
        Sample<float> sample = Sample<float>.FromFeatures(x, Steps) with { Targets = new[] { 0.25f } };
        IReadOnlyList<double> norms = Assert.Single(GradientTrace.Measure(model, sample)).Norms;
        for (int back = 2; back <= 5; back++)
            Assert.Equal(norms[0] * Math.Pow(Small, back - 1), norms[back - 1], norms[back - 1] * 1e-4);
    }

    /// <summary>The scalers' units: with inputs and targets ten times as large, the network sees the same.</summary>
    [Fact]
    public void Gradients_WithScalers_AreOfTheNetworksLoss()
    {
        var model = new LinearLast(seed: 1);
        Shaped.Set(model, W, U, B, V, A);
        double[] x = Runs.Wave(9, 0.3);
        Sample<double> plain = Sample<double>.FromFeatures(x, 9) with { Targets = new[] { 0.25 } };
        IReadOnlyList<double> expected = GradientTrace.Measure(model, plain)[0].Norms;
        model.InputScaler = new Scaler([0], [10]);
        model.TargetScaler = new Scaler([0], [10]);
        double[] large = Array.ConvertAll(x, static value => 10 * value);
        Sample<double> scaled = Sample<double>.FromFeatures(large, 9) with { Targets = new[] { 2.5 } };
        IReadOnlyList<double> norms = GradientTrace.Measure(model, scaled)[0].Norms;
        for (int i = 0; i < norms.Count; i++)
            Assert.Equal(expected[i], norms[i], expected[i] * 1e-9);
    }

    /// <summary>Central differences of the last step's loss, by the states that a stream is given in its midst.</summary>
    [Fact]
    public void Gradients_OfTwoLayersWithDropout_MatchFiniteDifferences()
    {
        var model = new DroppingTagger(seed: 3);
        const int steps = 6;
        double[] x = Runs.Wave(steps * 2, 0.2);
        int[] classes = [0, 3, 1, 2, 2, 1];
        Sample<double> sample = Sample<double>.FromFeatures(x, steps) with { Classes = classes };
        IReadOnlyList<GradientTrace> traces = GradientTrace.Measure(model, sample);
        Assert.Equal(4, traces.Count);
        using ModelStream<double> stream = model.CreateStream();
        for (int back = 1; back <= steps; back++)
        {
            int offset = 0;
            for (int s = 0; s < traces.Count; s++)
            {
                int size = model.Info.States[s].Size;
                double square = 0;
                for (int unit = 0; unit < size; unit++)
                {
                    const double epsilon = 1e-5;
                    double above = Loss(back, offset + unit, epsilon), below = Loss(back, offset + unit, -epsilon);
                    double slope = (above - below) / (2 * epsilon);
                    square += slope * slope;
                }

                Assert.Equal(Math.Sqrt(square), traces[s].Norms[back - 1], 1e-7);
                offset += size;
            }
        }

        double Loss(int back, int index, double change)
        {
            stream.Reset();
            var state = new double[stream.StateLength];
            double[] output = [];
            for (int t = 0; t < steps; t++)
            {
                if (t == steps - back)
                {
                    stream.SaveState(state);
                    state[index] += change;
                    stream.RestoreState(state);
                }

                output = stream.Step(x.AsSpan(t * 2, 2)).ToArray();
            }

            double largest = output.Max();
            return largest + Math.Log(output.Sum(value => Math.Exp(value - largest))) - output[classes[^1]];
        }
    }

    [Fact]
    public void Gradients_OfSeveralSamples_AreTheirMean()
    {
        var model = new Reader(seed: 1);
        Sample<float> first = Sample<float>.FromTokens(new[] { 1, 2, 3 }) with { Class = 0 };
        Sample<float> second = Sample<float>.FromTokens(new[] { 4, 0, 2 }) with { Class = 2 };
        IReadOnlyList<double> a = GradientTrace.Measure(model, first)[0].Norms;
        IReadOnlyList<double> b = GradientTrace.Measure(model, second)[0].Norms;
        IReadOnlyList<double> both = GradientTrace.Measure(model, first, second)[0].Norms;
        for (int i = 0; i < both.Count; i++)
            Assert.Equal((a[i] + b[i]) / 2, both[i], 1e-12);
    }
}
