using RnnGen.Training.Tests;

namespace RnnGen.Usage.Tests;

/// <summary>CTC against all paths one by one, and models with it.</summary>
public sealed class CtcTests
{
    private const int Width = 3;

    public static TheoryData<int, int[]> Targets() => new()
    {
        { 0, [] }, { 1, [] }, { 4, [] }, { 1, [1] }, { 4, [2] }, { 4, [1, 2] }, { 5, [1, 1] }, { 6, [2, 1, 1] },
        { 3, [1, 1] },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void Loss_OfAnyList_EqualsTheSumOverPaths(int steps, int[] targets)
    {
        double[] outputs = Outputs(steps);
        double probability = Paths(steps).Where(path => Collapse(path).SequenceEqual(targets))
            .Sum(path => Probability(outputs, path));
        using Pass<double> pass = new Models.BareLabeller().CreatePass();
        pass.Forward(Batch<double>.FromFeatures(outputs, 1, steps) with { Classes = targets });
        Assert.Equal(-Math.Log(probability), pass.Loss(), 1e-11);
    }

    [Fact]
    public void Loss_TooFewSteps_IsInfiniteOrNothing()
    {
        Batch<double> batch = Batch<double>.FromFeatures(Outputs(4), 2, 2) with { Classes = new[] { 1, 1, 1, 2 } };
        using Pass<double> strict = new Models.BareLabeller().CreatePass();
        strict.Forward(batch);
        Assert.Equal(double.PositiveInfinity, strict.Loss());
        using Pass<double> lenient = new Models.Labeller(1).CreatePass();
        lenient.Forward(Batch<double>.FromFeatures(new double[8], 2, 2) with { Classes = batch.Classes });
        lenient.Loss();
        Assert.Equal(0, lenient.Losses[0]);
        Assert.True(lenient.Losses[1] > 0);
    }

    [Fact]
    public void Run_TooFewSteps_NamesTheOption()
    {
        using var step = new TrainingStep<double>(new Models.StrictLabeller(1), new Sgd(0.1));
        Batch<double> batch = Batch<double>.FromFeatures(new double[8], 2, 2) with { Classes = new[] { 1, 1, 1, 2 } };
        var refused = Assert.Throws<NonFiniteException>(() => step.Run(batch));
        Assert.Equal(
            $"At step 0 the loss is {double.PositiveInfinity}; no parameter has moved. A row with fewer steps than its "
                + "labels need has an infinite loss: [Ctc(ZeroInfinity = true)] leaves such rows out.",
            refused.Message);
        Assert.Null(refused.Parameter);
    }

    [Fact]
    public void Gradients_OfEveryParameter_AreTheDifferences()
    {
        var model = new Models.Labeller(2);
        Batch<double> batch = Lists(5) with { SampleWeights = new double[] { 1, 0.5, 0, 2, 1 } };
        using Pass<double> pass = model.CreatePass();
        double Loss()
        {
            model.Parameters.Commit();
            pass.Forward(batch);
            return pass.Loss();
        }

        Loss();
        pass.Backward();
        double[] gradients = pass.Gradients.ToArray();
        for (int i = 0; i < gradients.Length; i++)
        {
            const double Step = 1e-5;
            double at = model.Parameters.Flat[i];
            model.Parameters.Flat[i] = at + Step;
            double above = Loss();
            model.Parameters.Flat[i] = at - Step;
            double numeric = (above - Loss()) / (2 * Step);
            model.Parameters.Flat[i] = at;
            Assert.Equal(numeric, gradients[i], 1e-8);
        }
    }

    [Fact]
    public void Losses_OfPaddedRows_AreThoseOfRowsAlone()
    {
        Batch<double> batch = Lists(30);
        using Pass<double> pass = new Models.Labeller(3).CreatePass();
        pass.Forward(batch, training: false);
        pass.Loss();
        double[] losses = pass.Losses.ToArray();
        for (int row = 0; row < batch.Rows; row++)
        {
            int length = batch.Lengths.Span[row];
            pass.Forward(
                Batch<double>.FromFeatures(batch.Features.Slice(row * 7 * 2, length * 2), 1, length) with
                {
                    Classes = batch.Classes.Slice(row * 3, batch.ClassCounts.Span[row]),
                },
                training: false);
            pass.Loss();
            Assert.Equal(losses[row], pass.Losses[0]);
        }
    }

    [Fact]
    public void Training_AnyNumberOfThreads_GivesTheSameBits()
    {
        double[] expected = Train(1);
        foreach (int threads in new[] { 2, 3, 8 })
            Assert.Equal(expected, Train(threads));

        static double[] Train(int threads)
        {
            var model = new Models.Labeller(5) { MaxThreads = threads };
            using var step = new TrainingStep<double>(model, new Adam(1e-2));
            for (int i = 0; i < 5; i++)
                step.Run(Lists(37));
            return model.Parameters.Flat.ToArray();
        }
    }

    [Fact]
    public void Training_InSteadyState_AllocatesNothing()
    {
        var model = new Models.Labeller(5) { MaxThreads = 1 };
        using var step = new TrainingStep<double>(model, new Adam(1e-2));
        Batch<double>[] batches = [Lists(37), Lists(8)];
        step.Reserve(37, 7);
        Allocations.AssertNone(() =>
        {
            step.Run(batches[0]);
            step.Run(batches[1]);
        });
    }

    [Fact]
    public void Beam_AsWideAsThereArePrefixes_EqualsEnumeration()
    {
        double[] outputs = Outputs(6);
        (string Key, double Sum)[] expected =
        [
            .. Paths(6).GroupBy(path => string.Join(' ', Collapse(path)))
                .Select(group => (group.Key, group.Sum(path => Probability(outputs, path))))
                .OrderByDescending(static item => item.Item2),
        ];
        IReadOnlyList<CtcLabelling> found = CtcDecoder.Beam<double>(outputs, Width, beams: 10_000, count: 10_000);
        Assert.Equal(
            expected.Select(static item => item.Key), found.Select(static item => string.Join(' ', item.Classes)));
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i].Sum, Math.Exp(found[i].LogProbability), 1e-12);
        Assert.Equal(expected[0].Key, string.Join(' ', CtcDecoder.Beam<double>(outputs, Width)[0].Classes));
    }

    [Fact]
    public void Greedy_BestPath_JoinsRepetitionsAndDropsBlanks()
    {
        int[] path = [0, 1, 1, 0, 1, 2, 2, 0];
        float[] outputs = [.. path.SelectMany(static k => Enumerable.Range(0, 3).Select(i => i == k ? 1f : 0))];
        Assert.Equal([1, 1, 2], CtcDecoder.Greedy<float>(outputs, 3));
        Assert.Equal([0, 1, 0, 1, 0], CtcDecoder.Greedy<float>(outputs, 3, blank: 2));
        Assert.Equal("blank", Name(() => CtcDecoder.Greedy<float>(outputs, 3, 3)));
        Assert.Equal("outputs", Name(() => CtcDecoder.Beam<float>(outputs, 5)));
        Assert.Equal("outputs", Name(() => CtcDecoder.Beam<float>([0, float.NaN, 0], 3)));
        Assert.Equal("outputs", Name(() => CtcDecoder.Greedy<float>([0, float.PositiveInfinity, 0], 3)));
        float none = float.NegativeInfinity;
        Assert.Equal("outputs", Name(() => CtcDecoder.Beam<float>([0, none, 0, none, none, none], 3)));
        Assert.Equal([2], CtcDecoder.Beam<float>([none, none, 0], 3)[0].Classes);

        static string? Name(Action call) => Assert.ThrowsAny<ArgumentException>(call).ParamName;
    }

    [Fact]
    public void Targets_WrongOnes_AreNamed()
    {
        using Pass<double> pass = new Models.BareLabeller().CreatePass();
        Batch<double> batch = Batch<double>.FromFeatures(Outputs(4), 2, 2);
        pass.Forward(batch with { Classes = new[] { 1, 0 } });
        Assert.Contains(
            "classes are 0 to 2, without the blank 0",
            Assert.Throws<ArgumentOutOfRangeException>(() => pass.Loss()).Message, StringComparison.Ordinal);
        pass.Forward(batch with { Classes = new[] { 1, 0 }, ClassCounts = new[] { 1, 0 } });
        pass.Loss();
        pass.Forward(batch with { Classes = new[] { 1, 2, 1 } });
        Assert.Contains(
            "no multiple of 2 rows",
            Assert.Throws<ArgumentException>(() => pass.Loss()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trainer_RunsOfASignal_AreLearnedAsLists()
    {
        Sample<double>[] samples = [.. Enumerable.Range(0, 120).Select(Runs)];
        var model = new Models.Labeller(1) { ClassNames = ["-", "low", "high"] };
        var rate = new LabelErrorRate();
        var trainer = new Trainer<double>(model, new Adam(0.03)) { BatchSize = 16, Metrics = { rate } };
        trainer.Fit(samples[..100], epochs: 80);
        double measured = model.Evaluate(Dataset.From(samples[100..]), [rate])["label_error_rate"];
        Assert.InRange(measured, 0, 0.1);
        LabelsPrediction labels = model.Predict(samples[0].Features.Span);
        Assert.Equal(labels.Classes.Select(c => model.ClassNames[c]), labels.Labels);
    }

    // One label for each run of low or high values between values near 0.
    private static Sample<double> Runs(int seed)
    {
        var random = new Random(seed);
        var values = new List<double>();
        int[] list = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(1, 3))];
        foreach (int label in list)
        {
            int steps = random.Next(1, 4);
            for (int t = 0; t < steps; t++)
                values.AddRange([label == 1 ? -1 : 1, random.NextDouble() * 0.1]);
            values.AddRange([0, random.NextDouble() * 0.1]);
        }

        return Sample<double>.FromFeatures(values.ToArray(), values.Count / 2) with { Classes = list };
    }

    private static Batch<double> Lists(int rows)
    {
        int[] lengths = [.. Enumerable.Range(0, rows).Select(row => 3 + (row * 3 % 5))];
        int[] counts = [.. Enumerable.Range(0, rows).Select(row => row % 4)];
        int[] classes = [.. Draw.Tokens(rows * 3).Select(static c => 1 + (c % 2))];
        double[] features = [.. Draw.Features<double>(rows * 14).Select(static x => x / 20)];
        return Batch<double>.FromFeatures(features, rows, 7, lengths) with { Classes = classes, ClassCounts = counts };
    }

    private static double[] Outputs(int steps) => [.. Draw.Features<double>(steps * Width).Select(static x => x / 10)];

    private static IEnumerable<int[]> Paths(int steps)
    {
        int count = (int)Math.Pow(Width, steps);
        for (int i = 0; i < count; i++)
            yield return [.. Enumerable.Range(0, steps).Select(t => i / (int)Math.Pow(Width, t) % Width)];
    }

    private static int[] Collapse(int[] path) =>
        [.. path.Where((k, t) => k != 0 && (t == 0 || path[t - 1] != k))];

    private static double Probability(double[] outputs, int[] path)
    {
        double product = 1;
        for (int t = 0; t < path.Length; t++)
        {
            double sum = Enumerable.Range(0, Width).Sum(k => Math.Exp(outputs[(t * Width) + k]));
            product *= Math.Exp(outputs[(t * Width) + path[t]]) / sum;
        }

        return product;
    }
}
