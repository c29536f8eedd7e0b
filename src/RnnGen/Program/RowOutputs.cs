namespace RnnGen.Program;

/// <summary>What the heads of a model gave for one sample, the first in the user's units.</summary>
/// <typeparam name="T">The float type.</typeparam>
public readonly ref struct RowOutputs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ModelInfo _info;
    private readonly Outputs<T> _outputs;
    private readonly Sample<T> _sample;
    private readonly int _row;

    internal RowOutputs(ModelInfo info, Outputs<T> outputs, Sample<T> sample, int row) =>
        (_info, _outputs, _sample, _row) = (info, outputs, sample, row);

    /// <summary>
    /// Outputs of a head, of as many steps as the sample has on the head's axis. [T, O], or [O] where the head reads
    /// out once a sequence
    /// </summary>
    /// <param name="head">Index in <see cref="ModelInfo.Heads"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such head.</exception>
    public ReadOnlySpan<T> this[int head]
    {
        get
        {
            if ((uint)head >= (uint)_info.Heads.Count)
                throw new ArgumentOutOfRangeException(nameof(head), head, $"There are {_info.Heads.Count} heads.");
            HeadInfo info = _info.Heads[head];
            Outputs<T> outputs = _outputs.Of(info.Name);
            int steps = info.PerStep ? _sample.StepsOn(_info, info.Axis) : 1;
            return outputs.Values.AsSpan(_row * outputs.Steps * info.Width, steps * info.Width);
        }
    }
}
