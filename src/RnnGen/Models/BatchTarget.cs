namespace RnnGen;

/// <summary>
/// What one head of a model is to give for all rows of a batch, as its loss reads it. Steps and lengths are those of
/// the head's axis.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
public readonly record struct BatchTarget<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Target classes. [B], or [B, T] where the head gives an output a step; with CTC [B, L], L the longest list
    /// </summary>
    public ReadOnlyMemory<int> Classes { get; init; }

    /// <summary>Number of target classes of each row (CTC); empty where all have as many. [B]</summary>
    public ReadOnlyMemory<int> ClassCounts { get; init; }

    /// <summary>Target values. [B, O], or [B, T, O] where the head gives an output a step</summary>
    public ReadOnlyMemory<T> Values { get; init; }

    /// <summary>
    /// Factors of the losses, finite: one a row [B], or one a loss in the shape of <see cref="Pass{T}.LossesOf"/>;
    /// empty for 1. A mean divides by what it would divide by without them.
    /// </summary>
    public ReadOnlyMemory<T> Weights { get; init; }

    /// <summary>
    /// Target classes that each of a number of rows has room for, where they have lengths of their own.
    /// </summary>
    internal int ClassStep(int rows) => Classes.Length / rows;

    /// <summary>Target classes of one of a number of rows, where they have lengths of their own.</summary>
    internal ReadOnlySpan<int> ListOf(int row, int rows)
    {
        int step = ClassStep(rows);
        return Classes.Span.Slice(row * step, ClassCounts.IsEmpty ? step : ClassCounts.Span[row]);
    }
}
