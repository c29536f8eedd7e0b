using System.Globalization;
using System.Text;

namespace RnnGen;

/// <summary>What an epoch came to.</summary>
public sealed record EpochResult
{
    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Optimizer steps so far.</summary>
    public required long Step { get; init; }

    /// <summary>Mean loss of the epoch's batches, each before its update and with dropout on.</summary>
    public required double TrainingLoss { get; init; }

    /// <summary>Mean loss of the validation data after the epoch, or NaN without any.</summary>
    public double ValidationLoss { get; init; } = double.NaN;

    /// <summary>Metrics of the validation data by name; of the training data where there is no validation.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The learning rate of the epoch's last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Time it took, validation included.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"epoch {Epoch,3}   loss {Figures.Value(TrainingLoss),6}");
        if (!double.IsNaN(ValidationLoss))
            text.Append("   validation ").Append(Figures.Value(ValidationLoss).PadLeft(6));
        foreach ((string name, double value) in Metrics)
            text.Append("   ").Append(name).Append(' ').Append(Figures.Value(value).PadLeft(6));
        text.Append("   ").Append(Figures.Duration(Duration));
        return text.ToString();
    }
}
