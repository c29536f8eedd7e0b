namespace RnnGen;

/// <summary>
/// Where a training run stands: with parameters and optimizer, all that the rest of the run depends on.
/// </summary>
internal sealed class TrainerState(LossTotals losses)
{
    /// <summary>Epochs that are done.</summary>
    public int Epoch { get; set; }

    /// <summary>Batches of the current epoch that are done.</summary>
    public int Batch { get; set; }

    /// <summary>Samples of an epoch, or null where only reading them tells.</summary>
    public int? Samples { get; set; }

    /// <summary>What the current epoch's batches are made by; null before the first.</summary>
    public string? Order { get; set; }

    /// <summary>Optimizer steps.</summary>
    public long Step { get; set; }

    /// <summary>Batches computed: the counter of dropout.</summary>
    public long DropoutStep { get; set; }

    /// <summary>The current epoch's losses.</summary>
    public LossTotals Losses { get; } = losses;

    /// <summary>The best value of what is monitored; NaN before the first.</summary>
    public double BestValue { get; set; } = double.NaN;

    /// <summary>What the best value is of; null before the first epoch's end, and where a file does not say.</summary>
    public string? Measure { get; set; }

    /// <summary>The epoch of the best value, from 1; 0 before the first.</summary>
    public int BestEpoch { get; set; }

    /// <summary>Epochs since the best.</summary>
    public int EpochsSinceBest { get; set; }

    /// <summary>The learning rate.</summary>
    public double LearningRate { get; set; }

    /// <summary>The schedule's position, or null without one.</summary>
    public ScheduleState? Schedule { get; set; }

    /// <summary>Epochs that are done, one by one.</summary>
    public List<EpochResult> History { get; init; } = [];

    /// <summary>Mean loss of the current epoch so far.</summary>
    public double MeanLoss => Losses.Mean;

    /// <summary>Starts the next epoch.</summary>
    public void StartEpoch()
    {
        Batch = 0;
        Losses.Clear();
    }

    /// <summary>Makes the next epoch the first that is compared with others.</summary>
    public void ForgetBest()
    {
        BestValue = double.NaN;
        BestEpoch = 0;
        EpochsSinceBest = 0;
    }
}
