namespace RnnGen;

/// <summary>What training came to, epoch by epoch.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(IReadOnlyList<EpochResult> epochs, int bestEpoch, StopReason stopReason)
    {
        Epochs = epochs;
        BestEpoch = bestEpoch;
        StopReason = stopReason;
    }

    /// <summary>The epochs; the last may be cut short by <see cref="Trainer{T}.MaxSteps"/>.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }

    /// <summary>The epoch, from 1, in which what is monitored was best; 0 before the first.</summary>
    public int BestEpoch { get; }

    /// <summary>Why training ended.</summary>
    public StopReason StopReason { get; }

    /// <summary>The best epoch's result, or null before the first.</summary>
    public EpochResult? Best => Epochs.FirstOrDefault(epoch => epoch.Epoch == BestEpoch);

    /// <summary>One line an epoch, and one that says why training ended and which epoch was best.</summary>
    public override string ToString()
    {
        string reason = StopReason switch
        {
            StopReason.Completed => "all epochs done",
            StopReason.MaxSteps => "ended after MaxSteps",
            StopReason.EarlyStopping => "stopped early",
            _ => "stopped by a callback",
        };
        string end = BestEpoch > 0 ? FormattableString.Invariant($"{reason}, best epoch {BestEpoch}") : reason;
        return string.Join('\n', Epochs.Select(static epoch => epoch.ToString()).Append(end));
    }
}
