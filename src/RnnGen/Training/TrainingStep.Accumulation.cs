namespace RnnGen;

// A step of several batches. The gradients of one mean are added up as those of the sum and divided once; those of
// several means are added up divided, by what all batches together count.
public sealed partial class TrainingStep<T>
{
    private readonly double[] _divisors;
    private readonly int _onlyMean;
    private int _accumulated;

    /// <summary>
    /// Whether a step of several batches must know them all before the first: gradients of several means are added up
    /// divided.
    /// </summary>
    internal bool NeedsAllBatches { get; }

    /// <summary>
    /// Takes one step of several batches: that of one batch with all their rows, apart from rounding and dropout masks.
    /// </summary>
    /// <param name="batches">Inputs and targets, one batch at least.</param>
    /// <returns>Their loss before the update, as <see cref="Run(Batch{T})"/> gives it.</returns>
    /// <exception cref="ArgumentException">
    /// There is no batch, or one does not fit the model; nothing has changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">Batches were accumulated: call <see cref="Apply"/>.</exception>
    /// <exception cref="NonFiniteException">The loss or a gradient is not finite; no parameter has moved.</exception>
    public double Run(IReadOnlyList<Batch<T>> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        RequireFreshStep();
        if (batches.Count == 0)
            throw new ArgumentException("There is no batch to take a step of.", nameof(batches));
        Expect(batches);
        try
        {
            for (int i = 0; i < batches.Count; i++)
                AccumulateExpected(batches[i]);
            return Apply();
        }
        catch
        {
            Discard();
            throw;
        }
    }

    /// <summary>
    /// Adds a batch to the next step without taking it. Where the loss is a mean, the step of several batches is the
    /// step of one batch with all their rows, apart from rounding and dropout masks.
    /// </summary>
    /// <param name="batch">Inputs and targets.</param>
    /// <exception cref="ArgumentException">The batch does not fit the model; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model has several losses, not all of them sums: each mean divides by a number of its own, which all batches
    /// together tell. Give <see cref="Run(IReadOnlyList{Batch{T}})"/> the batches.
    /// </exception>
    public void Accumulate(Batch<T> batch)
    {
        if (NeedsAllBatches)
        {
            throw new InvalidOperationException(
                $"{_model.Info.Name} has several losses, whose means divide by numbers of their own: give Run() all "
                    + "batches of a step at once.");
        }

        Array.Fill(_divisors, 1);
        AccumulateExpected(batch);
    }

    /// <summary>Takes the step of the accumulated batches.</summary>
    /// <returns>Their loss before the update; NaN for the mean where all targets are ignored.</returns>
    /// <exception cref="InvalidOperationException">No batch was accumulated.</exception>
    /// <exception cref="NonFiniteException">The loss or a gradient is not finite; no parameter has moved.</exception>
    public double Apply()
    {
        if (_accumulated == 0)
            throw new InvalidOperationException("No batch was accumulated: call Accumulate() first, or Run().");

        bool isUndivided = _onlyMean >= 0 && !_losses.IsNothing(_onlyMean);
        double scale = isUndivided ? 1 / _losses.Denominators[_onlyMean] : 1;
        return Pass.Training != null ? TakeOnDevice(scale, isOnly: false) : Take(_update.Prepare(scale));
    }

    /// <summary>Forgets the accumulated batches, as if they had never been computed.</summary>
    internal void Discard()
    {
        Pass.Step -= _accumulated;
        _accumulated = 0;
    }

    /// <summary>Counts the batches that the next step is of, before the first is accumulated.</summary>
    /// <param name="batches">The batches.</param>
    /// <exception cref="ArgumentException">A batch does not fit the model; nothing has changed.</exception>
    internal void Expect(IReadOnlyList<Batch<T>> batches)
    {
        Array.Fill(_divisors, NeedsAllBatches ? 0 : 1);
        for (int i = 0; i < batches.Count; i++)
        {
            Pass.RequireTrainable(batches[i]);
            if (NeedsAllBatches)
                Pass.AddShares(batches[i], _divisors);
        }
    }

    /// <summary>Adds a batch of those that were counted.</summary>
    internal void AccumulateExpected(Batch<T> batch) => Compute(batch, _divisors, sumsSquares: false);
}
