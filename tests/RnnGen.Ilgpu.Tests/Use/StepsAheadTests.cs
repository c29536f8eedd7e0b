using System.Security.Cryptography;
using RnnGen.Ilgpu.Tests.Kernels;

namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>
/// A trainer on a device launches a step before it has read the numbers of the one before. Nobody can tell: a trainer
/// that a callback watches waits for every step, and comes to the same.
/// </summary>
public sealed class StepsAheadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private static IlgpuDevice Device => TestAccelerator.OpenCLDevice;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [OpenCLTheory]
    [InlineData("classifier")]
    [InlineData("tagger")]
    [InlineData("replier")]
    public void Fit_AheadOrNot_HasTheSameBits(string name)
    {
        using Trainer<float> ahead = Trainer(UsedRun.Of(name).Make()), watched = Trainer(UsedRun.Of(name).Make());
        watched.Callbacks.Add(new LossRecorder());
        foreach (Trainer<float> trainer in (Trainer<float>[])[ahead, watched])
        {
            trainer.Schedule = new WarmUp(5, new CosineAnnealing(20)) { Unit = ScheduleUnit.Step };
            trainer.Checkpoints = new CheckpointFolder(Path.Combine(_folder, trainer == ahead ? "ahead" : "watched"))
            {
                EverySteps = 4,
            };
            trainer.MaxSteps = 15;
            trainer.Fit(UsedRun.Of(name).Samples, epochs: 3);
        }

        AssertSame(watched, ahead);
        using Trainer<float> first = Resumed("ahead"), second = Resumed("watched");
        Assert.Equal(15, first.StepCount);
        AssertSame(second, first);

        Trainer<float> Resumed(string part)
        {
            Trainer<float> trainer = Trainer(UsedRun.Of(name).Make());
            trainer.Schedule = new WarmUp(5, new CosineAnnealing(20)) { Unit = ScheduleUnit.Step };
            trainer.Resume(Path.Combine(_folder, part, "last.safetensors"));
            return trainer;
        }
    }

    [OpenCLFact]
    public void Fit_WithoutAWatcher_BuildsABatchWhileAStepIsUnderWay()
    {
        var run = UsedRun.Of("own cell");
        using Trainer<float> trainer = Trainer(run.Make());
        trainer.BucketByLength = false;
        int most = 0;
        IEnumerable<Sample<float>> Samples()
        {
            foreach (Sample<float> sample in run.Samples)
            {
                most = Math.Max(most, trainer.TrainingStep.Ahead);
                yield return sample;
            }
        }

        trainer.Fit(Dataset.Stream(Samples(), shuffleBuffer: 1), epochs: 1);
        Assert.Equal(1, most);
        Assert.Equal(0, trainer.TrainingStep.Ahead);
        Assert.Equal(6, trainer.StepCount);
    }

    [OpenCLFact]
    public void Fit_CheckpointsOnTheWay_AreThoseOfARunThatWaits()
    {
        var run = UsedRun.Of("own cell");
        using Trainer<float> ahead = Trainer(run.Make()), watched = Trainer(run.Make());
        watched.Callbacks.Add(new LossRecorder());
        var seen = new List<string>[] { [], [] };
        for (int i = 0; i < 2; i++)
        {
            Trainer<float> trainer = i == 0 ? ahead : watched;
            var folder = new CheckpointFolder(Path.Combine(_folder, i == 0 ? "ahead" : "watched")) { EverySteps = 2 };
            trainer.Checkpoints = folder;
            trainer.BucketByLength = false;
            string last = Path.Combine(folder.Path, "last.safetensors");
            IEnumerable<Sample<float>> Samples(List<string> contents)
            {
                foreach (Sample<float> sample in run.Samples)
                {
                    if (File.Exists(last))
                        contents.Add(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(last))));
                    yield return sample;
                }
            }

            trainer.Fit(Dataset.Stream(Samples(seen[i]), shuffleBuffer: 1), epochs: 1);
        }

        // Six steps: behind the second and the fourth, while samples of later ones were read.
        Assert.Equal(2, seen[1].Distinct().Count());
        Assert.Equal(seen[1].Distinct(), seen[0].Distinct());
    }

    [OpenCLTheory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(5)]
    public void Fit_LossOfABatchThatIsNotFinite_LeavesWhatWasBefore(int bad)
    {
        var run = UsedRun.Of("own cell");
        Sample<float>[] samples = [.. run.Samples];
        int at = (bad * 16) + 3;

        // The gradient is beyond a float's range, the loss, which is a double, is not.
        samples[at] = samples[at] with
        {
            Targets = Enumerable.Repeat(1e30f, samples[at].Targets.Length).ToArray(),
            Weight = 1e30,
        };
        using Trainer<float> ahead = Trainer(run.Make()), watched = Trainer(run.Make());
        watched.Callbacks.Add(new LossRecorder());
        var thrown = new List<NonFiniteException>();
        foreach (Trainer<float> trainer in (Trainer<float>[])[ahead, watched])
        {
            trainer.Schedule = new ExponentialDecay(0.9) { Unit = ScheduleUnit.Step };
            trainer.Shuffle = trainer.BucketByLength = false;
            thrown.Add(Assert.Throws<NonFiniteException>(() => trainer.Fit(samples, epochs: 1)));
        }

        Assert.Equal(bad, thrown[0].Step);
        Assert.Equal(thrown[1].Message, thrown[0].Message);
        AssertSame(watched, ahead);

        // And both go on from there.
        foreach (Trainer<float> trainer in (Trainer<float>[])[ahead, watched])
            trainer.Fit(run.Samples, epochs: 1);
        AssertSame(watched, ahead);
    }

    [OpenCLFact]
    public void Fit_SampleThatCannotBeRead_CountsTheStepsBefore()
    {
        var run = UsedRun.Of("own cell");
        using Trainer<float> ahead = Trainer(run.Make()), watched = Trainer(run.Make());
        watched.Callbacks.Add(new LossRecorder());
        IEnumerable<Sample<float>> Samples()
        {
            foreach (Sample<float> sample in run.Samples.Take(40))
                yield return sample;
            throw new IOException("The disk is gone.");
        }

        foreach (Trainer<float> trainer in (Trainer<float>[])[ahead, watched])
        {
            trainer.BucketByLength = false;
            Assert.Throws<IOException>(() => trainer.Fit(Dataset.Stream(Samples(), shuffleBuffer: 1), epochs: 1));
        }

        Assert.Equal(2, ahead.StepCount);
        AssertSame(watched, ahead);
    }

    [OpenCLFact]
    public void Fit_Progress_SeesAStepThatIsDone()
    {
        var run = UsedRun.Of("own cell");
        using Trainer<float> trainer = Trainer(run.Make());
        var seen = new Seen(report =>
        {
            Assert.Equal(0, trainer.TrainingStep.Ahead);
            Assert.Equal(report.Step, trainer.State.Step);
        });
        trainer.Progress = seen;
        trainer.Fit(run.Samples, epochs: 2);
        Assert.True(seen.Count > 2);
    }

    [OpenCLFact]
    public void Launch_TwoSteps_GiveTheNumbersOfEach()
    {
        Batch<float> Batch(int seed)
        {
            var random = new Random(seed);
            float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
            return Batch<float>.FromFeatures(Draw(4 * 6 * 5), 4, 6) with { Targets = Draw(4 * 6 * 2) };
        }

        var run = UsedRun.Of("own cell");
        using var ahead = new TrainingStep<float>(run.Make(), new Adam(1e-2), Device) { ClipNorm = 0.1 };
        using var alone = new TrainingStep<float>(run.Make(), new Adam(1e-2), Device) { ClipNorm = 0.1 };
        for (int i = 0; i < 6; i += 2)
        {
            ahead.Launch(Batch(i));
            ahead.Launch(Batch(i + 1));
            Assert.Equal(2, ahead.Ahead);
            for (int k = 0; k < 2; k++)
            {
                Assert.Equal(alone.Run(Batch(i + k)), ahead.Finish());
                Assert.Equal(alone.LastGradientNorm, ahead.LastGradientNorm);
            }
        }

        Assert.Equal(alone.State.Buffers.ToArray(), ahead.State.Buffers.ToArray());
    }

    private static Trainer<float> Trainer(Model<float> model) =>
        new(model, new Adam(5e-3), Device) { BatchSize = 16, ClipNorm = 1 };

    private static void AssertSame(Trainer<float> expected, Trainer<float> actual)
    {
        Assert.Equal(expected.StepCount, actual.StepCount);
        Assert.Equal(expected.State.Epoch, actual.State.Epoch);
        Assert.Equal(expected.State.Batch, actual.State.Batch);
        Assert.Equal(expected.State.DropoutStep, actual.State.DropoutStep);
        Assert.Equal(expected.TrainingStep.Pass.Step, actual.TrainingStep.Pass.Step);
        Assert.Equal(expected.State.Losses.Sums.ToArray(), actual.State.Losses.Sums.ToArray());
        Assert.Equal(expected.State.Losses.Denominators.ToArray(), actual.State.Losses.Denominators.ToArray());
        Assert.Equal(
            expected.State.History.Select(static epoch => epoch.TrainingLoss),
            actual.State.History.Select(static epoch => epoch.TrainingLoss));
        Assert.Equal(expected.Optimizer.LearningRate, actual.Optimizer.LearningRate);
        Assert.Equal(expected.Schedule?.Save(), actual.Schedule?.Save());
        Assert.Equal(expected.TrainingStep.State.Step, actual.TrainingStep.State.Step);
        Assert.Equal(expected.TrainingStep.State.Scalars.ToArray(), actual.TrainingStep.State.Scalars.ToArray());
        Assert.Equal(expected.TrainingStep.State.Buffers.ToArray(), actual.TrainingStep.State.Buffers.ToArray());
        Assert.Equal(expected.Model.Parameters.Flat.ToArray(), actual.Model.Parameters.Flat.ToArray());
    }

    private sealed class Seen(Action<TrainingProgress> see) : IProgress<TrainingProgress>
    {
        public int Count { get; private set; }

        public void Report(TrainingProgress value)
        {
            Count++;
            see(value);
        }
    }
}
