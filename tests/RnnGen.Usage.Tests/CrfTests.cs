using RnnGen.Training.Tests;

namespace RnnGen.Usage.Tests;

/// <summary>Models with a CRF, from declaration to file.</summary>
public sealed class CrfTests : IDisposable
{
    private const int Rows = 37, Steps = 6, Classes = 5;

    private static readonly string[] s_names = ["O", "B-x", "I-x", "B-y", "I-y"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Summary_CountsWhatTheLossLearns()
    {
        var model = new Models.PathTagger();
        Assert.Equal(
            new Program.LayerInfo("crf", "Crf", "[B, T]", 35) { IsCausal = false }, model.Info.Layers[^1]);
        Assert.Equal(
            ["crf.transitions", "crf.start", "crf.end"], model.Info.Parameters.TakeLast(3).Select(static p => p.Name));
        Assert.Equal(["crf.transitions"], new Models.BareChain().Info.Parameters.Select(static p => p.Name));
        Assert.All(model.Parameters["crf.transitions"].ToArray(), static w => Assert.InRange(w, -0.1, 0.1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_OfEveryParameter_AreTheDifferences(bool weighted)
    {
        var model = new Models.PathTagger(2);
        Batch<double> batch = Batch(4);
        if (weighted)
            batch = batch with { SampleWeights = new double[] { 1, 0.5, 0, 2 } };
        using Pass<double> pass = model.CreatePass();
        Loss(model, pass, batch);
        pass.Backward();
        double[] gradients = pass.Gradients.ToArray();
        for (int i = 0; i < gradients.Length; i++)
            Assert.Equal(Difference(model, pass, batch, i, 1e-5), gradients[i], 1e-8);
    }

    /// <summary>Rows of transitions that are two kilobytes long are not in one piece in memory.</summary>
    [Fact]
    public void Gradients_OfManyClasses_AreTheDifferences()
    {
        const int Many = 256;
        var model = new Models.WideChain(2) { MaxThreads = 2 };
        var random = new Random(3);
        int[] classes = [.. Enumerable.Range(0, 5 * Steps).Select(_ => random.Next(Many))];
        Batch<double> batch = Batch(5) with { Classes = classes };
        using Pass<double> pass = model.CreatePass();
        Loss(model, pass, batch);
        pass.Backward();
        double[] gradients = pass.GradientOf("crf.transitions").ToArray();
        int[] chosen =
            [(classes[0] * Many) + classes[1], .. Enumerable.Range(0, 60).Select(_ => random.Next(Many * Many))];
        int first = (int)model.Parameters.Find("crf.transitions").Offset;
        foreach (int i in chosen)
            Assert.Equal(Difference(model, pass, batch, first + i, 1e-4), gradients[i], 1e-9);

        Assert.InRange(Math.Abs(gradients.Sum()), 0, 1e-12);
    }

    [Fact]
    public void Backward_FromGivenGradient_LeavesTheChainAlone()
    {
        var model = new Models.PathTagger(2);
        using Pass<double> pass = model.CreatePass();
        Batch<double> batch = Batch(4);
        pass.Forward(batch);
        pass.Loss();
        pass.Backward();
        Assert.Contains(pass.GradientOf("crf.end").ToArray(), static g => g != 0);
        pass.Forward(batch);
        pass.Backward(Enumerable.Repeat(1.0, 4 * Steps * Classes).ToArray());
        Assert.All(pass.GradientOf("crf.transitions").ToArray(), static g => Assert.Equal(0, g));
        Assert.Contains(pass.GradientOf("dense.bias").ToArray(), static g => g != 0);
    }

    [Fact]
    public void Losses_OfPaddedRows_AreThoseOfRowsAlone()
    {
        var model = new Models.PathTagger(3);
        Batch<double> batch = Batch(Rows);
        using Pass<double> pass = model.CreatePass();
        pass.Forward(batch, training: false);
        double mean = pass.Loss();
        double[] losses = pass.Losses.ToArray();
        Assert.Equal(Rows, losses.Length);
        Assert.Equal(losses.Sum() / Rows, mean, 1e-12);
        Assert.Equal(0, losses[batch.Lengths.ToArray().IndexOf(0)]);
        for (int row = 0; row < Rows; row++)
        {
            int length = batch.Lengths.Span[row];
            Batch<double> alone = Batch<double>.FromFeatures(
                batch.Features.Slice(row * Steps * 2, length * 2), 1, length) with
            {
                Classes = batch.Classes.Slice(row * Steps, length),
            };
            pass.Forward(alone, training: false);
            Assert.Equal(losses[row], pass.Loss());
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
            var model = new Models.PathTagger(5) { MaxThreads = threads };
            using var step = new TrainingStep<double>(model, new Adam(1e-2)) { ClipNorm = 0.5 };
            for (int i = 0; i < 5; i++)
                step.Run(Batch(Rows, seed: i));
            return model.Parameters.Flat.ToArray();
        }
    }

    [Fact]
    public void Training_InSteadyState_AllocatesNothing()
    {
        var model = new Models.PathTagger(5) { MaxThreads = 1 };
        using var step = new TrainingStep<double>(model, new Adam(1e-2));
        Batch<double>[] batches = [Batch(Rows), Batch(8, seed: 2)];
        step.Reserve(Rows, Steps);
        Allocations.AssertNone(() =>
        {
            step.Run(batches[0]);
            step.Run(batches[1]);
        });
    }

    [Fact]
    public void Targets_OutOfRange_AreNamed()
    {
        var model = new Models.BareChain();
        Batch<double> batch = Batch<double>.FromFeatures(new double[6], 1, 2) with { Classes = new[] { 0, -100 } };
        using Pass<double> pass = model.CreatePass();
        pass.Forward(batch);
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => pass.Loss()).Message;
        Assert.StartsWith("Classes has class -100; classes are 0 to 2.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trainer_SpansOfABioTask_AreLearnedAndJudgedByPaths()
    {
        Sample<float>[] samples = [.. Enumerable.Range(0, 240).Select(Spans)];
        var model = new Models.SpanTagger(1) { ClassNames = s_names };
        var trainer = new Trainer<float>(model, new Adam(0.02)) { BatchSize = 16, Metrics = { new SpanF1() } };
        trainer.Fit(samples[..200], epochs: 12);
        Dataset<float> test = Dataset.From(samples[200..]);
        var spans = new SpanF1();
        Evaluation evaluation = model.Evaluate(test, [spans, new Accuracy()]);
        Assert.True(evaluation["span_f1"] > 0.95, evaluation.ToString());
        Assert.True(evaluation["accuracy"] > 0.95, evaluation.ToString());

        string path = _folder.File("spans.safetensors");
        model.Save(path);
        Models.SpanTagger loaded = Models.SpanTagger.FromFile(path);
        Assert.Equal(evaluation["span_f1"], loaded.Evaluate(test, [new SpanF1()])["span_f1"]);
        IReadOnlyList<TagsPrediction> all = loaded.Predict(samples);
        for (int i = 0; i < samples.Length; i++)
        {
            TagsPrediction alone = model.Predict(samples[i].Tokens.Span);
            Assert.Equal(alone.Classes, all[i].Classes);
            Assert.Equal(TagSpan.Read(alone.Labels), alone.Spans);
            for (int t = 0; t < alone.Count; t++)
            {
                Assert.Equal(1, alone.Probabilities(t).Sum(), 1e-9);
                bool inside = alone.Labels[t][0] != 'I' || (t > 0 && alone.Labels[t - 1][1..] == alone.Labels[t][1..]);
                Assert.True(inside, alone.ToString());
            }
        }
    }

    [Fact]
    public void Predict_SchemeWithoutNames_SaysWhatIsMissing()
    {
        var model = new Models.SpanTagger();
        string message = Assert.Throws<InvalidOperationException>(() => model.Predict([1, 2])).Message;
        Assert.StartsWith("SpanTagger has no ClassNames", message, StringComparison.Ordinal);
        Assert.Contains("[Crf(Scheme = TagScheme.Bio)]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Loss_OfVectorsAlone_IsRefused()
    {
        Loss<float> loss = Loss<float>.Create(new Program.LossInfo { Kind = LossKind.Crf }, 2);
        Assert.Throws<InvalidOperationException>(
            () => loss.Evaluate(new float[4], new int[2], default, new double[2], default));
    }

    // A token of 1 or 5 begins a span of type x or y, which goes on while the next token is larger by one.
    private static Sample<float> Spans(int seed)
    {
        int[] tokens = Draw.Tokens(12, seed);
        for (int t = 1; t < tokens.Length; t++)
            tokens[t] = tokens[t] < 4 && tokens[t - 1] < 8 ? tokens[t - 1] + 1 : tokens[t];
        var classes = new int[tokens.Length];
        for (int t = 0; t < tokens.Length; t++)
        {
            bool goesOn = t > 0 && classes[t - 1] > 0 && tokens[t] == tokens[t - 1] + 1;
            classes[t] = goesOn ? ((classes[t - 1] - 1) / 2 * 2) + 2 : tokens[t] == 1 ? 1 : tokens[t] == 5 ? 3 : 0;
        }

        return Sample<float>.FromTokens(tokens) with { Classes = classes };
    }

    private static double Loss(Model<double> model, Pass<double> pass, Batch<double> batch)
    {
        model.Parameters.Commit();
        pass.Forward(batch);
        return pass.Loss();
    }

    /// <summary>The central difference of the loss by one parameter.</summary>
    private static double Difference(
        Model<double> model, Pass<double> pass, Batch<double> batch, int parameter, double step)
    {
        double at = model.Parameters.Flat[parameter];
        model.Parameters.Flat[parameter] = at + step;
        double above = Loss(model, pass, batch);
        model.Parameters.Flat[parameter] = at - step;
        double below = Loss(model, pass, batch);
        model.Parameters.Flat[parameter] = at;
        return (above - below) / (2 * step);
    }

    private static Batch<double> Batch(int rows, int seed = 1)
    {
        int[] lengths = [.. Enumerable.Range(0, rows).Select(row => (row + 3) * 5 % (Steps + 1))];
        double[] features = [.. Draw.Features<double>(rows * Steps * 2, seed).Select(static x => x / 20)];
        int[] classes = [.. Draw.Tokens(rows * Steps, seed).Select(static c => c % Classes)];
        return Batch<double>.FromFeatures(features, rows, Steps, lengths) with { Classes = classes };
    }
}
