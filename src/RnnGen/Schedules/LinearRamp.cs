namespace RnnGen;

/// <summary>
/// base times a factor that goes in a straight line from one value to another, then stays: PyTorch's LinearLR.
/// </summary>
public sealed class LinearRamp : LearningRateSchedule
{
    private readonly double _start;
    private readonly double _end;
    private readonly long _length;

    /// <summary>Goes from <paramref name="start"/> times the base to <paramref name="end"/> times the base.</summary>
    /// <param name="start">The first factor.</param>
    /// <param name="end">The last factor.</param>
    /// <param name="length">Epochs (or steps) to the last factor.</param>
    public LinearRamp(double start = 1.0 / 3, double end = 1, int length = 5)
    {
        _start = Check.AtLeastZero(start, nameof(start));
        _end = Check.AtLeastZero(end, nameof(end));
        _length = Check.AtLeast(length, 1, nameof(length));
    }

    /// <inheritdoc/>
    protected override double RateAt(long position) => position >= _length
        ? BaseRate * _end
        : BaseRate * (_start + ((_end - _start) * position / _length));

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [.. base.RunSettings, ("start", _start), ("end", _end), ("length", _length)];
}
