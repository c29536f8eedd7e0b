namespace RnnGen;

/// <summary>
/// A number that says how good a model is, over as many rows as are added. One object measures one run of rows at a
/// time and is not safe to use from several threads.
/// </summary>
public abstract class Metric
{
    /// <summary>Short name, such as "accuracy"; part of logs and files.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a larger value is a better one.</summary>
    public abstract bool LargerIsBetter { get; }

    /// <summary>The value over everything added since <see cref="Reset"/>; NaN where nothing was.</summary>
    public abstract double Value { get; }

    /// <summary>The head of the model that is measured, by its name; null, the default, for the first.</summary>
    public virtual string? Head => null;

    /// <summary>More than one number, as text for people, such as a table by class; null where there is none.</summary>
    public virtual string? Details => null;

    /// <summary>Forgets everything added.</summary>
    public abstract void Reset();

    /// <summary>Adds one row.</summary>
    /// <param name="item">The row's outputs and targets.</param>
    /// <exception cref="ArgumentException">The item's sizes do not fit, or it lacks what the metric needs.</exception>
    public abstract void Add(in MetricItem item);

    /// <summary>
    /// Why nothing like an item can be added, whatever its numbers are, as "item" or a model's name goes on; null where
    /// it can. It reads what is there, sizes and names, and no more.
    /// </summary>
    internal virtual string? Misfit(in MetricItem item) => null;

    /// <summary>Throws where an item's sizes do not fit, a class is none, or nothing like it can be added.</summary>
    private protected void Check(in MetricItem item)
    {
        if (Misfit(item) is { } misfit && item.Width > 0)
            throw new ArgumentException($"item {misfit}.", nameof(item));
        item.CheckSizes();
    }

    /// <summary>The same of another head of a model, under a name that begins with the head's.</summary>
    /// <param name="head">The head's name.</param>
    /// <returns>A metric that counts with this one.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public Metric Of(string head)
    {
        ArgumentException.ThrowIfNullOrEmpty(head);
        return new HeadMetric(this, head);
    }

    /// <summary>The name and the value.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name} {Value:0.####}");

    /// <summary>
    /// What was added, as numbers that <see cref="Restore"/> takes. A metric that does not override both begins anew
    /// where a run is resumed in the midst of an evaluation.
    /// </summary>
    protected internal virtual double[] Save() => [];

    /// <summary>Continues from what <see cref="Save"/> gave.</summary>
    /// <param name="state">The numbers.</param>
    /// <exception cref="ArgumentException">They are not of this metric.</exception>
    protected internal virtual void Restore(ReadOnlySpan<double> state)
    {
        RequireState(state.Length == 0, state);
        Reset();
    }

    /// <summary>Throws where numbers given to <see cref="Restore"/> are not of this metric.</summary>
    private protected void RequireState(bool fits, ReadOnlySpan<double> state)
    {
        if (!fits)
            throw new ArgumentException($"state has {state.Length} numbers, which are none of {Name}.", nameof(state));
    }
}
