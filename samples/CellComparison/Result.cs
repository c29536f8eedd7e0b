using RnnGen;

namespace CellComparison;

/// <summary>What a cell has come to.</summary>
internal sealed record Result(string Cell, Model<float> Model, TrainingHistory History, Evaluation Test)
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <summary>Error of a model that always says 1.</summary>
    private const double Guessing = 1.0 / 6;

    /// <summary>Numbers that were learned.</summary>
    public long Parameters => Model.Info.Parameters.Sum(static tensor => tensor.Length);

    /// <summary>Mean time of an epoch; the first, which compiles, does not count where there are others.</summary>
    public double SecondsPerEpoch => History.Epochs
        .Skip(Math.Min(1, History.Epochs.Count - 1))
        .Select(static epoch => epoch.Duration.TotalSeconds)
        .DefaultIfEmpty()
        .Average();

    /// <summary>The validation loss epoch by epoch, from 0 to that of guessing.</summary>
    public string Curve => string.Concat(History.Epochs.Select(static epoch =>
        Levels[(int)Math.Clamp(epoch.ValidationLoss / Guessing * Levels.Length, 0, Levels.Length - 1)]));
}
