namespace RnnGen;

/// <summary>A figure of merit, added up row by row.</summary>
public abstract class Metric
{
    /// <summary>Its name in tables, such as <c>accuracy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a larger value is better.</summary>
    public abstract bool LargerIsBetter { get; }

    /// <summary>The value of all rows since <see cref="Reset"/>; NaN where there were none.</summary>
    public abstract double Value { get; }

    /// <summary>More for people, such as a matrix as text, or null.</summary>
    public virtual string? Details => null;

    /// <summary>Starts anew.</summary>
    public abstract void Reset();

    /// <summary>Adds a row.</summary>
    public abstract void Add(in MetricItem item);

    /// <summary>What was added up so far, for a checkpoint.</summary>
    protected internal virtual double[] Save() => [];

    /// <summary>Goes on from what <see cref="Save"/> gave.</summary>
    protected internal virtual void Restore(ReadOnlySpan<double> saved)
    {
    }
}
