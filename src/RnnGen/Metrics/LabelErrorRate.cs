namespace RnnGen;

/// <summary>
/// How far predicted lists of labels are from the targets': the least number of labels to insert, remove and replace
/// (Levenshtein 1966), over all rows together, by the number of targets. 0 is best; more than 1 is possible. For CTC.
/// </summary>
public sealed class LabelErrorRate : Metric
{
    private double _edits;
    private double _targets;
    private int[] _row = [];

    /// <inheritdoc/>
    public override string Name => "label_error_rate";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    /// <inheritdoc/>
    public override double Value => _targets == 0 ? double.NaN : _edits / _targets;

    /// <inheritdoc/>
    public override void Reset() => _edits = _targets = 0;

    internal override string? Misfit(in MetricItem item) => item.HasLists
        ? null
        : $"has no lists of labels, as [Ctc] gives them; {Name} compares lists";

    /// <inheritdoc/>
    public override void Add(in MetricItem item)
    {
        if (Misfit(item) is { } misfit)
            throw new ArgumentException($"item {misfit}.", nameof(item));
        _edits += Distance(item.Classes, item.Predicted);
        _targets += item.Classes.Length;
    }

    /// <inheritdoc/>
    protected internal override double[] Save() => [_edits, _targets];

    /// <inheritdoc/>
    protected internal override void Restore(ReadOnlySpan<double> state)
    {
        RequireState(state.Length == 2 && state[1] >= 0, state);
        (_edits, _targets) = (state[0], state[1]);
    }

    private int Distance(ReadOnlySpan<int> from, ReadOnlySpan<int> to)
    {
        if (_row.Length <= to.Length)
            _row = new int[to.Length + 1];
        for (int j = 0; j <= to.Length; j++)
            _row[j] = j;
        for (int i = 0; i < from.Length; i++)
        {
            int diagonal = _row[0];
            _row[0] = i + 1;
            for (int j = 0; j < to.Length; j++)
            {
                int replaced = diagonal + (from[i] == to[j] ? 0 : 1);
                diagonal = _row[j + 1];
                _row[j + 1] = Math.Min(replaced, 1 + Math.Min(diagonal, _row[j]));
            }
        }

        return _row[to.Length];
    }
}
