namespace RnnGen;

/// <summary>What one head of a model is to give for a sample, as its loss reads it.</summary>
/// <typeparam name="T">The float type.</typeparam>
public readonly record struct SampleTarget<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double? _weight;

    /// <summary>
    /// Target classes: one [1], or one a step [T] of the head's axis where the head gives an output a step.
    /// </summary>
    public ReadOnlyMemory<int> Classes { get; init; }

    /// <summary>
    /// The target class of a head that gives one output a sequence; the first of <see cref="Classes"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no class.</exception>
    public int Class
    {
        get => Classes.IsEmpty ? throw new InvalidOperationException("The target has no class.") : Classes.Span[0];
        init => Classes = new[] { value };
    }

    /// <summary>Target values: [O], or [T, O] where the head gives an output a step.</summary>
    public ReadOnlyMemory<T> Values { get; init; }

    /// <summary>
    /// Factor of the head's losses of the sample, beside <see cref="Sample{T}.Weight"/>; 1 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Weight
    {
        get => _weight ?? 1;
        init => _weight = Sample<T>.RequireWeight(value);
    }
}
