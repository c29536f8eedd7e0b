namespace RnnGen.Plots.Tests;

/// <summary>Histories and matrices as literals: the same picture on every machine.</summary>
internal static class Runs
{
    public static TrainingHistory Long(double scale = 1) => new(
        [
            .. Enumerable.Range(1, 24).Select(epoch => new EpochResult
            {
                Epoch = epoch,
                Step = epoch * 94,
                TrainingLoss = scale * (2.2 / epoch),
                ValidationLoss = scale * ((2.4 / epoch) + (0.004 * epoch)),
                Metrics = new Dictionary<string, double>
                {
                    ["accuracy"] = 1 - (0.8 / epoch),
                    ["f1_macro"] = 1 - (0.9 / epoch),
                },
                LearningRate = epoch <= 12 ? 3e-3 : 6e-4,
                Duration = TimeSpan.FromMilliseconds(210 + epoch),
            }),
        ],
        bestEpoch: 20,
        StopReason.Completed);

    public static TrainingHistory OneEpoch() => new(
        [new EpochResult { Epoch = 1, Step = 5, TrainingLoss = 0.7, LearningRate = 1e-3 }], 1, StopReason.MaxSteps);

    /// <summary>Mostly right, sometimes taken for the next class.</summary>
    public static ConfusionMatrix Confusion(int classes)
    {
        var confusion = new ConfusionMatrix();
        var counts = new double[classes * classes];
        for (int target = 0; target < classes; target++)
        {
            counts[(target * classes) + target] = 20 + (7 * target % 13);
            counts[(target * classes) + ((target + 1) % classes)] += target % 4;
        }

        confusion.Restore(counts);
        return confusion;
    }

    public static double[] Wave(int count, double phase, double amplitude = 1) =>
        [.. Enumerable.Range(0, count).Select(i => amplitude * Math.Sin((0.4 * i) + phase))];
}
