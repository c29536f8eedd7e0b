namespace RnnGen;

/// <summary>
/// What tensors count that were frozen in some step: how many steps each has missed, and its running scalars, which
/// stand where its own steps brought them. One row a tensor; a tensor that missed none counts with the whole model.
/// </summary>
internal sealed class TensorCounts(int tensors, int scalars)
{
    private readonly double[] _rows = new double[tensors * (1 + scalars)];

    public int Tensors => tensors;

    /// <summary>Whether any tensor has missed a step.</summary>
    public bool Any { get; private set; }

    /// <summary>Steps missed, then scalars where that is not 0. [tensors, 1 + scalars]</summary>
    public ReadOnlySpan<double> Rows => _rows;

    public long Missed(int tensor) => Any ? (long)_rows[tensor * (1 + scalars)] : 0;

    public Span<double> Scalars(int tensor) => _rows.AsSpan((tensor * (1 + scalars)) + 1, scalars);

    /// <summary>Counts a step that frozen tensors miss.</summary>
    /// <param name="isFrozen">Of each tensor, whether it is frozen.</param>
    /// <param name="running">The model's scalars before the step.</param>
    public void Miss(ReadOnlySpan<bool> isFrozen, ReadOnlySpan<double> running)
    {
        if (!isFrozen.Contains(true))
            return;
        for (int i = 0; i < isFrozen.Length; i++)
        {
            if (!isFrozen[i])
                continue;
            if (Missed(i) == 0)
                running.CopyTo(Scalars(i));
            _rows[i * (1 + scalars)]++;
        }

        Any = true;
    }

    /// <summary>Takes over rows; none at all where no tensor has missed a step.</summary>
    public void Restore(ReadOnlySpan<double> rows)
    {
        _rows.AsSpan().Clear();
        rows.CopyTo(_rows);
        Any = rows.ContainsAnyExcept(0);
    }
}
