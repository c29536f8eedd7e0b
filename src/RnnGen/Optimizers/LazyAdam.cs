namespace RnnGen;

/// <summary>
/// Adam that leaves the embedding rows alone that a step did not touch: neither they nor their moments move, which
/// saves most of the work on a large vocabulary. Everything else, and the bias corrections (by the steps of the whole
/// tensor), is Adam's; with all rows touched it is Adam bit for bit.
/// </summary>
public sealed class LazyAdam : Adam
{
    /// <summary>LazyAdam with a step size.</summary>
    public LazyAdam(double learningRate = 1e-3)
        : base(learningRate)
    {
    }

    /// <summary>
    /// Moves some rows of a matrix; call it between <see cref="Optimizer.BeginStep{T}(OptimizerState{T})"/> and the
    /// next step, and <see cref="Optimizer.UpdateRange{T}"/> for the parameters around the matrix.
    /// </summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="gradients">All gradients.</param>
    /// <param name="state">Their state.</param>
    /// <param name="matrix">The matrix in the flat buffer.</param>
    /// <param name="rows">The touched rows, ascending, each once.</param>
    /// <param name="gradientScale">Each gradient is multiplied by this as it is read.</param>
    /// <exception cref="ArgumentException">
    /// Rows are not strictly ascending or outside the matrix; nothing has moved.
    /// </exception>
    public void UpdateRows<T>(
        Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, RowRange matrix,
        ReadOnlySpan<int> rows, double gradientScale = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int previous = -1;
        foreach (int row in rows)
        {
            if (row <= previous || row >= matrix.Rows)
            {
                throw new ArgumentException(
                    $"Row {row} follows row {previous}: rows must ascend and stay below {matrix.Rows}.", nameof(rows));
            }

            previous = row;
        }

        foreach (int row in rows)
        {
            int start = matrix.Start + (row * matrix.Columns);
            UpdateRange(parameters, gradients, state, start, matrix.Columns, gradientScale);
        }
    }
}
