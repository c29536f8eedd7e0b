using System.Globalization;

namespace RnnGen.Plots.Reports;

/// <summary>A trainer's settings for people; those that change nothing are left out.</summary>
internal static class TrainerSettings
{
    public static IEnumerable<(string Name, string Value)> Of<T>(Trainer<T> trainer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        yield return ("optimizer", trainer.Optimizer.Name);
        yield return ("learning rate at the end", Number(trainer.Optimizer.LearningRate));
        if (trainer.Schedule is { } schedule)
            yield return ("schedule", schedule.GetType().Name);
        if (trainer.Optimizer.WeightDecay > 0)
            yield return ("weight decay", Number(trainer.Optimizer.WeightDecay));
        yield return ("batch size", Number(trainer.BatchSize));
        if (trainer.AccumulationSteps > 1)
            yield return ("batches a step", Number(trainer.AccumulationSteps));
        if (double.IsFinite(trainer.ClipNorm))
            yield return ("largest gradient norm", Number(trainer.ClipNorm));
        if (double.IsFinite(trainer.ClipValue))
            yield return ("largest gradient", Number(trainer.ClipValue));
        if (trainer.MaxSteps is { } steps)
            yield return ("most steps", Number(steps));
        if (trainer.EarlyStopping is { } stopping)
            yield return ("early stopping", $"after {stopping.Patience} epochs without a better one");
        if (trainer.Monitor is { } monitor)
            yield return ("monitored", monitor);
        if (!trainer.Shuffle)
            yield return ("order", "as given, in every epoch");
        yield return ("seed", trainer.Seed.ToString(CultureInfo.InvariantCulture));
        yield return ("float type", typeof(T).Name);
    }

    private static string Number(double value) => value.ToString("#,0.##########", CultureInfo.InvariantCulture);
}
