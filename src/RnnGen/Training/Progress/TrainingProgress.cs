namespace RnnGen;

/// <summary>How far training is; reported a few times a second, at the end of each epoch and at the end.</summary>
public sealed record TrainingProgress
{
    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs in all.</summary>
    public required int Epochs { get; init; }

    /// <summary>Batches of this epoch so far.</summary>
    public required int Batch { get; init; }

    /// <summary>Batches of an epoch, or null where only reading the data tells.</summary>
    public required int? Batches { get; init; }

    /// <summary>Optimizer steps so far.</summary>
    public required long Step { get; init; }

    /// <summary>Mean loss of this epoch so far.</summary>
    public required double Loss { get; init; }

    /// <summary>The last step's gradient norm, before clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Sequences trained on a second, this epoch.</summary>
    public required double SequencesPerSecond { get; init; }

    /// <summary>Time steps (tokens) trained on a second, this epoch; padding does not count.</summary>
    public required double TokensPerSecond { get; init; }

    /// <summary>Time since <see cref="Trainer{T}.Fit"/> was called.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time left at this speed, or null where the number of batches is not known.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>What the epoch came to, in the report that ends it, even one that was cut short; else null.</summary>
    public EpochResult? Result { get; init; }

    /// <summary>Whether this is a run's last report: training has ended, or an exception is about to end it.</summary>
    public bool HasEnded { get; init; }
}
