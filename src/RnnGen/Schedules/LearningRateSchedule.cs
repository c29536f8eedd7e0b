namespace RnnGen;

/// <summary>
/// How the learning rate changes from epoch to epoch, or from step to step. Definitions and defaults are PyTorch's
/// (torch.optim.lr_scheduler 1.13), in closed form and free of libm.
/// </summary>
public abstract class LearningRateSchedule
{
    /// <summary>When <see cref="Advance"/> is to be called.</summary>
    public ScheduleUnit Unit { get; init; } = ScheduleUnit.Epoch;

    /// <summary>The optimizer's learning rate at <see cref="Start"/>.</summary>
    public double BaseRate { get; private set; }

    /// <summary>Calls of <see cref="Advance"/> since <see cref="Start"/>.</summary>
    public long Position { get; private set; }

    /// <summary>The learning rate now.</summary>
    public double Rate { get; private protected set; }

    /// <summary>Takes the optimizer's learning rate as the base and sets the first one.</summary>
    public void Start(Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Begin(optimizer.LearningRate);
        optimizer.LearningRate = Rate;
    }

    /// <summary>Goes to the next epoch or step and sets its learning rate.</summary>
    /// <param name="optimizer">Whose learning rate is set.</param>
    /// <param name="metric">What <see cref="ReduceOnPlateau"/> watches; the others ignore it.</param>
    public void Advance(Optimizer optimizer, double metric = double.NaN)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Step(metric);
        optimizer.LearningRate = Rate;
    }

    /// <summary>Everything a later run needs to go on from here.</summary>
    public virtual ScheduleState Save() => new(BaseRate, Position, Rate);

    /// <summary>
    /// Goes on from a saved state; the optimizer's learning rate comes from its own checkpoint or <see cref="Rate"/>.
    /// </summary>
    public virtual void Restore(ScheduleState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        BaseRate = state.BaseRate;
        Position = state.Position;
        Rate = state.Rate;
    }

    /// <summary>The learning rate at a position, from 0 on.</summary>
    protected abstract double RateAt(long position);

    /// <summary>What its rates depend on beside the base, by name; a user's schedule tells its unit alone.</summary>
    internal virtual IReadOnlyList<(string Name, object Value)> RunSettings => [(nameof(Unit), Unit)];

    /// <summary>The schedule, or the one after it, that watches a metric; null where none does.</summary>
    internal virtual ReduceOnPlateau? Plateau => null;

    internal virtual void Begin(double baseRate)
    {
        BaseRate = baseRate;
        Position = 0;
        Rate = RateAt(0);
    }

    internal virtual void Step(double metric)
    {
        Position++;
        Rate = RateAt(Position);
    }
}
