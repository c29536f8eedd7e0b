using System.Globalization;
using RnnGen.Crash;
using Xunit.Abstractions;

namespace RnnGen.Training.Tests;

/// <summary>SIGKILL at random moments; <c>RNNGEN_KILLS</c> sets how many.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rnngen-kill").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Kill_AtAnyMoment_LeavesAWholeCheckpointAndResumesBitForBit()
    {
        int wanted = int.Parse(Environment.GetEnvironmentVariable("RNNGEN_KILLS") ?? "12", CultureInfo.InvariantCulture);
        string expected;
        using (var whole = new CrashRun(Path.Combine(_root, "whole")))
            expected = whole.Finish();

        int kills = 0, finished = 0, leftovers = 0;
        long lastStep = 0;
        string folder = Path.Combine(_root, "run0");
        var random = new Random(1);
        while (kills < wanted || finished == 0)
        {
            using var process = new CrashProcess(folder);
            string? first = process.ReadLine();
            Assert.Equal($"from step {lastStep}", first);
            if (kills < wanted && process.KillAfter(TimeSpan.FromMilliseconds(random.NextDouble() * 400)))
            {
                kills++;
                leftovers += Directory.Exists(folder) ? Directory.GetFiles(folder, "*.tmp").Length : 0;
                using var check = new CrashRun(folder);
                Assert.True(check.HasResumed || lastStep == 0, "the checkpoint is gone");
                Assert.True(check.Trainer.StepCount >= lastStep, $"step {check.Trainer.StepCount} after {lastStep}");
                Assert.Empty(Directory.Exists(folder) ? Directory.GetFiles(folder, "*.tmp") : []);
                if (File.Exists(check.Trainer.Checkpoints!.BestPath))
                    new CrashModel().Load(check.Trainer.Checkpoints.BestPath);
                lastStep = check.Trainer.StepCount;
                continue;
            }

            Assert.Equal(expected, process.ReadToEnd().TrimEnd());
            finished++;
            folder = Path.Combine(_root, $"run{finished}");
            lastStep = 0;
        }

        output.WriteLine($"{kills} kills, {finished} runs finished, {leftovers} half-written files found and removed");
    }
}
