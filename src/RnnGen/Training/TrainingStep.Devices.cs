namespace RnnGen;

// Steps on a device are launched, and their numbers read when they are there. Whoever wants the numbers at once gets
// them at once; a trainer launches a step before it reads those of the one before.
public sealed partial class TrainingStep<T>
{
    /// <summary>Whether <see cref="Launch"/> can be called: a device takes all of a step.</summary>
    internal bool CanRunAhead => Pass.Training != null && ActivationBudget == 0;

    /// <summary>Steps that were launched and not finished.</summary>
    internal int Ahead => Pass.Training?.Ahead ?? 0;

    /// <summary>The losses of the last step.</summary>
    internal LossTotals Losses => _losses;

    /// <summary>
    /// Launches a step of one batch on the device without waiting for its numbers. At most one other step may be
    /// unfinished.
    /// </summary>
    /// <param name="batch">Inputs and targets; may be written again at once.</param>
    /// <exception cref="ArgumentException">The batch does not fit the model; nothing has changed.</exception>
    internal void Launch(Batch<T> batch)
    {
        RequireFreshStep();
        Compute(batch, divisors: null, sumsSquares: !Rules.Any);
        try
        {
            Pass.UpdateOnDevice(1, _clipValue, _clipNorm);
        }
        catch
        {
            Discard();
            throw;
        }

        _accumulated = 0;
    }

    /// <summary>Waits for the numbers of the oldest step that was launched, and gives its loss.</summary>
    /// <exception cref="NonFiniteException">
    /// The loss or a gradient is not finite; no parameter has moved since. The steps behind are forgotten.
    /// </exception>
    internal double Finish()
    {
        int ahead = Ahead;
        DeviceStep step = Pass.Training!.Finish();
        _losses.Set(step.Sums, step.Denominators);
        if (!step.HasMoved)
        {
            Pass.Step -= ahead;
            ThrowNonFinite(_losses.Reduced, step.FirstNonFinite);
        }

        LastGradientNorm = step.Norm;
        StepCount++;
        return _losses.Reduced;
    }

    private double TakeOnDevice(double scale, bool isOnly)
    {
        // The device judges the last batch; the losses of those before are known here.
        if (!isOnly && !_losses.IsFinite)
            ThrowNonFinite(_losses.Reduced);
        DeviceStep step;
        try
        {
            Pass.UpdateOnDevice(scale, _clipValue, _clipNorm);
            step = Pass.Training!.Finish();
        }
        catch
        {
            // Where the device fails there is no step, and the next one begins anew.
            Discard();
            throw;
        }

        if (isOnly)
            _losses.Set(step.Sums, step.Denominators);
        double loss = _losses.Reduced;
        if (!step.HasMoved)
        {
            Discard();
            ThrowNonFinite(loss, step.FirstNonFinite);
        }

        _accumulated = 0;
        LastGradientNorm = step.Norm;
        StepCount++;
        return loss;
    }
}
