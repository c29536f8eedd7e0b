namespace RnnGen;

public sealed partial class Trainer<T>
{
    private Truncation? _truncation;

    /// <summary>
    /// Cuts sequences into pieces, or null, the default, for whole ones. <see cref="BatchSize"/> sequences are read
    /// side by side, each row starts afresh where its sequence begins, and a step of the optimizer is a piece of each.
    /// Validation carries states alike. <see cref="BucketByLength"/> then has no effect.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The model needs later steps, reads several inputs, gives one output a sequence, has a loss of whole sequences
    /// (CRF, CTC), or is declared for a number of steps.
    /// </exception>
    public Truncation? Truncation
    {
        get => _truncation;
        set
        {
            if (value != null)
                PieceChecks.RequireOutputs(Model.Info, nameof(Truncation));
            _truncation = value;
        }
    }

    /// <inheritdoc cref="TrainingStep{T}.ActivationBudget"/>
    public long ActivationBudget
    {
        get => _step.ActivationBudget;
        set => _step.ActivationBudget = value;
    }

    /// <summary>What sequences that are cut into pieces carry on.</summary>
    internal LaneStates<T> Lanes { get; }

    /// <summary>Starts an epoch's batches.</summary>
    internal IBatches<T> Batches(Dataset<T> data, ulong? shuffleKey) => _truncation == null
        ? new EpochBatches<T>(data, BatchSize, BucketByLength, shuffleKey, Model.Info)
        : new LaneBatches<T>(data, Model, BatchSize, _truncation, shuffleKey, Lanes);

    /// <summary>Steps of the longest batch of samples of so many steps.</summary>
    internal int StepsOf(int longestSample) => Math.Min(longestSample, _truncation?.Steps ?? int.MaxValue);

    /// <summary>Batches of an epoch, or null where only reading the samples tells.</summary>
    internal int? BatchCount(Dataset<T> data)
    {
        if (data.Count is not { } count)
            return null;
        if (_truncation == null)
            return ((count - 1) / BatchSize) + 1;
        bool isOneRound = count <= BatchSize && data.LongestSample > 0;
        return isOneRound ? ((data.LongestSample - 1) / _truncation.Steps) + 1 : null;
    }
}
