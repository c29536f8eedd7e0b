using RnnGen.Ilgpu.Tests.Kernels;

namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>Models whose <c>Device</c> is set say what they say on the processor, whatever they are asked.</summary>
public sealed class DeviceUseTests
{
    private static IlgpuDevice Device => TestAccelerator.OpenCLDevice;

    [OpenCLFact]
    public void Predict_OfSequencesAndBatches_SaysWhatTheProcessorSays()
    {
        var classifier = new UsedModels.Classifier(1);
        Sample<float>[] samples = UsedSamples.Features(7);
        AssertSame(classifier, () => samples.SelectMany(s => classifier.Predict(s.Features.Span).Probabilities));
        AssertSame(classifier, () => classifier.Predict(samples).SelectMany(static one => one.Probabilities));

        var tagger = new UsedModels.Tagger(2);
        Sample<float>[] tagged = UsedSamples.Tagged(7);
        AssertSame(tagger, () => tagged.SelectMany(s => Outputs(tagger, s.Tokens.Span, 6)));
    }

    [OpenCLFact]
    public void Evaluate_SaysWhatTheProcessorSays()
    {
        var tagger = new UsedModels.Tagger(2);
        Sample<float>[] samples = UsedSamples.Tagged(50);
        AssertSame(tagger, () =>
        {
            Evaluation evaluation = tagger.Evaluate(samples, [new Accuracy()], batchSize: 16);
            return [evaluation.Loss, evaluation["accuracy"]];
        });
    }

    [OpenCLTheory]
    [InlineData("greedy")]
    [InlineData("sample")]
    [InlineData("beam")]
    public void Generate_OfTokens_SaysWhatTheProcessorSays(string name)
    {
        Model<float> model = UsedRun.Of("writer").Train(null, 60).Model;
        AssertSaysTheSame(model, UsedSamples.Text(9), How(name) with { MaximumLength = 12, End = 2 });
    }

    [OpenCLTheory]
    [InlineData("greedy")]
    [InlineData("sample")]
    [InlineData("beam")]
    public void Generate_OfADecoderWithAttention_SaysWhatTheProcessorSays(string name)
    {
        Model<float> model = UsedRun.Of("replier").Train(null, 60).Model;
        AssertSaysTheSame(model, UsedSamples.Replies(9), How(name) with { MaximumLength = 12 });
    }

    [OpenCLTheory]
    [InlineData(Forecasting.MovingWindow)]
    [InlineData(Forecasting.RunOn)]
    public void Forecast_SaysWhatTheProcessorSays(Forecasting how)
    {
        var model = new UsedModels.Forecaster(6);
        float[] window = [.. Enumerable.Range(0, 16).Select(static i => MathF.Sin(i))];
        AssertSame(model, () => model.Forecast(window, 5, how).Cast<float>().Select(static value => (double)value));
    }

    [OpenCLFact]
    public void Stream_WhereTheModelHasADevice_IsTheProcessors()
    {
        var model = new UsedModels.OwnCell(3);
        float[] x = [0.1f, -0.2f, 0.3f, 0.4f, -0.5f];
        float[] expected = [.. model.CreateStream().Step(x)];
        model.Device = Device;
        Assert.Equal(expected, model.CreateStream().Step(x).ToArray());
    }

    [OpenCLFact]
    public void Device_SetToNull_GoesBackToTheBitsOfTheProcessor()
    {
        var model = new UsedModels.Tagger(2);
        int[] tokens = [3, 1, 4, 1, 5, 9, 2, 6];
        double[] before = Outputs(model, tokens, 6);
        model.Device = Device;
        Assert.Same(Device, model.Device);
        double[] there = Outputs(model, tokens, 6);
        model.Device = null;
        Assert.Null(model.Device);
        Assert.Equal(before, Outputs(model, tokens, 6));
        Assert.NotEqual(before, there);
    }

    [OpenCLFact]
    public void Parameters_ChangedMeanwhile_AreThoseOfTheNextCall()
    {
        var model = new UsedModels.Tagger(2);
        int[] tokens = [3, 1, 4];
        model.Device = Device;
        _ = Outputs(model, tokens, 6);
        model.Parameters.Flat[^1] += 1;
        model.Parameters.Commit();
        AssertSame(model, () => Outputs(model, tokens, 6));
    }

    private static Decoding How(string name) => name switch
    {
        "greedy" => Decoding.Greedy,
        "sample" => Decoding.Sample(seed: 7),
        _ => Decoding.Beam(width: 3, best: 2),
    };

    private static double[] Outputs(Model<float> model, ReadOnlySpan<int> tokens, int width)
    {
        var outputs = new float[tokens.Length * width];
        model.Predict(tokens, outputs);
        return [.. outputs];
    }

    private static void AssertSaysTheSame(Model<float> model, Sample<float>[] prompts, Decoding how)
    {
        model.Device = null;
        IReadOnlyList<Decoded> expected = model.Generate(prompts, how);
        model.Device = Device;
        IReadOnlyList<Decoded> actual = model.Generate(prompts, how), again = model.Generate(prompts, how);
        foreach (((Decoded one, Decoded other), Decoded third) in expected.Zip(actual).Zip(again))
        {
            Assert.Equal(one.Tokens, other.Tokens);
            Assert.Equal(one.HasEnded, other.HasEnded);
            Assert.Equal(
                one.Alternatives.Select(static a => a.Tokens), other.Alternatives.Select(static a => a.Tokens));
            Agreement.Close<double>([.. one.TokenScores], [.. other.TokenScores], "score");
            Assert.Equal(other.TokenScores, third.TokenScores);
        }
    }

    /// <summary>On the processor and on the device, there twice.</summary>
    private static void AssertSame(Model<float> model, Func<IEnumerable<double>> ask)
    {
        model.Device = null;
        double[] expected = [.. ask()];
        model.Device = Device;
        double[] actual = [.. ask()];
        Agreement.Close<double>(expected, actual, "value");
        Assert.Equal(actual, ask());
    }
}
