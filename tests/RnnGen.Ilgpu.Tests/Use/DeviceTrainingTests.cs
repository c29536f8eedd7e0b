using RnnGen.Ilgpu.Tests.Kernels;

namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>Training on a device: what it comes to, again and elsewhere.</summary>
public sealed class DeviceTrainingTests : IDisposable
{
    private const int Steps = 30;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private static IlgpuDevice Device => TestAccelerator.OpenCLDevice;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [OpenCLTheory]
    [InlineData("classifier")]
    [InlineData("tagger")]
    [InlineData("own cell")]
    [InlineData("writer")]
    [InlineData("replier")]
    public void Train_OnOpenCL_ComesToWhatTheProcessorDoes(string name)
    {
        var run = UsedRun.Of(name);
        AssertAgree(run.Train(null, Steps), run.Train(Device, Steps));
    }

    [OpenCLTheory]
    [InlineData("classifier")]
    [InlineData("tagger")]
    [InlineData("replier")]
    public void Train_OnOpenCLAgain_HasTheSameBits(string name)
    {
        var run = UsedRun.Of(name);
        (double[] losses, Model<float> model) = run.Train(Device, 10);
        (double[] again, Model<float> other) = run.Train(Device, 10);
        Assert.Equal(losses, again);
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
    }

    [OpenCLTheory]
    [InlineData("classifier", true)]
    [InlineData("classifier", false)]
    [InlineData("tagger", true)]
    [InlineData("tagger", false)]
    public void Checkpoint_OfOneDevice_GoesOnOnTheOther(string name, bool startsOnDevice)
    {
        var run = UsedRun.Of(name);
        string path = Path.Combine(_folder, "last.safetensors");
        (Device? first, Device? second) = startsOnDevice ? ((Device?)Device, (Device?)null) : (null, Device);
        (double[] Losses, Model<float> Model) whole = run.Train(null, Steps);
        (double[] before, _) = run.Train(first, Steps / 2, to: path);
        (double[] after, Model<float> model) = run.Train(second, Steps, from: path);
        AssertAgree(whole, ([.. before, .. after], model));
    }

    [OpenCLFact]
    public void Checkpoint_OfTheDevice_GoesOnThereWithTheSameBits()
    {
        var run = UsedRun.Of("classifier");
        string path = Path.Combine(_folder, "last.safetensors");
        (double[] losses, Model<float> whole) = run.Train(Device, 14);
        (double[] before, _) = run.Train(Device, 7, to: path);
        (double[] after, Model<float> model) = run.Train(Device, 14, from: path);
        Assert.Equal(losses, before.Concat(after));
        Assert.Equal(whole.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
    }

    [OpenCLTheory]
    [InlineData("pieces")]
    [InlineData("segments")]
    [InlineData("accumulated")]
    public void Train_WhereBatchesAreCut_ComesToWhatTheProcessorDoes(string how)
    {
        UsedRun run = UsedRun.Of("own cell") with
        {
            Settings = how switch
            {
                "pieces" => static trainer => trainer.Truncation = new Truncation(4),
                "segments" => static trainer =>
                {
                    trainer.ActivationBudget = 40_000;
                    Assert.InRange(trainer.TrainingStep.Pass.SegmentSteps(rows: 16, steps: 9), 1, 8);
                }
                ,
                _ => static trainer => trainer.AccumulationSteps = 3,
            },
        };
        AssertAgree(run.Train(null, 12), run.Train(Device, 12));
    }

    [OpenCLFact]
    public void ScheduledSampling_OnATrainersDevice_ReadsWhatTheProcessorWould()
    {
        UsedRun run = UsedRun.Of("replier") with
        {
            Settings = static trainer => trainer.ScheduledSampling = ScheduledSampling.Constant(0.5),
        };
        AssertAgree(run.Train(null, 8), run.Train(Device, 8));
    }

    [OpenCLFact]
    public void Validation_OfATrainersDevice_IsWhatTheProcessorSays()
    {
        var run = UsedRun.Of("tagger");
        Evaluation[] both = [.. new Device?[] { null, Device }.Select(device =>
        {
            using var trainer = new Trainer<float>(run.Make(), new Sgd(0.1), device) { Metrics = { new Accuracy() } };
            TrainingHistory history = trainer.Fit(run.Samples, run.Samples, epochs: 1);
            Assert.False(double.IsNaN(history.Epochs[0].ValidationLoss));
            return trainer.Evaluate(run.Samples);
        })];
        Agreement.Close<double>(
            [both[0].Loss, both[0]["accuracy"]], [both[1].Loss, both[1]["accuracy"]], "evaluation");
    }

    private static void AssertAgree(
        (double[] Losses, Model<float> Model) expected, (double[] Losses, Model<float> Model) actual)
    {
        Agreement.Close<double>(expected.Losses, actual.Losses, "loss");
        Agreement.Close(expected.Model, actual.Model);
    }
}
