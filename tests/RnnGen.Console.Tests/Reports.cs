namespace RnnGen.Reports.Tests;

/// <summary>Reports as a trainer makes them.</summary>
internal static class Reports
{
    public static TrainingProgress Batch(int epoch, int batch, double seconds, int? batches = 200) => new()
    {
        Epoch = epoch,
        Epochs = 10,
        Batch = batch,
        Batches = batches,
        Step = ((epoch - 1) * 200) + batch,
        Loss = 0.512345,
        GradientNorm = 1.25,
        LearningRate = 1e-3,
        SequencesPerSecond = 1234.4,
        TokensPerSecond = 45678.9,
        Elapsed = TimeSpan.FromSeconds(seconds),
        Remaining = batches == null ? null : TimeSpan.FromSeconds(95),
    };

    public static TrainingProgress Epoch(int epoch, double seconds, params (string Name, double Value)[] metrics) =>
        Batch(epoch, 200, seconds) with
        {
            Result = new EpochResult
            {
                Epoch = epoch,
                Step = epoch * 200,
                TrainingLoss = 0.5,
                ValidationLoss = 0.00012345,
                Metrics = metrics.ToDictionary(static pair => pair.Name, static pair => pair.Value),
                LearningRate = 1e-3,
                Duration = TimeSpan.FromSeconds(75.5),
            },
        };

    public static TrainingProgress End(int epoch, double seconds) =>
        Batch(epoch, 200, seconds) with { HasEnded = true };
}
