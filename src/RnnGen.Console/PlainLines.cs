using System.Text;

namespace RnnGen;

/// <summary>The lines of a log file: no control characters, the same in every culture.</summary>
internal static class PlainLines
{
    private const string Gap = "   ";

    public static string Epoch(EpochResult result, int epochs)
    {
        var text = new StringBuilder(Head(result.Epoch, epochs));
        foreach ((string name, double value) in Values(result))
            text.Append(Gap).Append(name).Append(' ').Append(Figures.Value(value).PadLeft(6));
        return text.Append(Gap).Append(Figures.Duration(result.Duration)).ToString();
    }

    public static string Batch(TrainingProgress progress)
    {
        var text = new StringBuilder(Head(progress.Epoch, progress.Epochs));
        text.Append(Gap).Append("batch ").Append(BatchOf(progress));
        text.Append(Gap).Append("loss ").Append(Figures.Value(progress.Loss));
        text.Append(Gap).Append(Figures.Count(progress.SequencesPerSecond)).Append(" seq/s");
        text.Append(Gap).Append(Figures.Count(progress.TokensPerSecond)).Append(" tokens/s");
        return text.Append(Gap).Append(Time(progress)).ToString();
    }

    /// <summary>The epoch, as wide as the last one.</summary>
    public static string Head(int epoch, int epochs)
    {
        string last = FormattableString.Invariant($"{epochs}");
        return "epoch " + FormattableString.Invariant($"{epoch}").PadLeft(last.Length) + "/" + last;
    }

    /// <summary>The batch of the epoch, as wide as the last one where that is known.</summary>
    public static string BatchOf(TrainingProgress progress)
    {
        string batch = FormattableString.Invariant($"{progress.Batch}");
        string? all = progress.Batches is { } batches ? FormattableString.Invariant($"{batches}") : null;
        return all == null ? batch : batch.PadLeft(all.Length) + "/" + all;
    }

    /// <summary>The time left, or the time so far where nobody knows what is left.</summary>
    public static string Time(TrainingProgress progress) =>
        progress.Remaining is { } left ? Figures.Duration(left) + " left" : Figures.Duration(progress.Elapsed);

    /// <summary>What an epoch came to, with names that fit on a line.</summary>
    public static IEnumerable<(string Name, double Value)> Values(EpochResult result)
    {
        yield return ("loss", result.TrainingLoss);
        if (!double.IsNaN(result.ValidationLoss))
            yield return ("validation", result.ValidationLoss);
        foreach ((string name, double value) in result.Metrics)
            yield return (string.Concat(name.Select(static c => char.IsControl(c) ? ' ' : c)), value);
    }
}
