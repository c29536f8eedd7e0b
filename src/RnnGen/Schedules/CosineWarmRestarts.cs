namespace RnnGen;

/// <summary>
/// Half a cosine from the base to a least rate, again and again, each one longer: PyTorch's
/// CosineAnnealingWarmRestarts (Loshchilov and Hutter, "SGDR", ICLR 2017).
/// </summary>
public sealed class CosineWarmRestarts : LearningRateSchedule
{
    private readonly long _length;
    private readonly long _growth;
    private readonly double _least;

    /// <summary>Falls to a least rate and starts over.</summary>
    /// <param name="length">Epochs (or steps) to the first restart.</param>
    /// <param name="growth">How many times longer each period is than the one before.</param>
    /// <param name="least">The least rate.</param>
    public CosineWarmRestarts(int length, int growth = 1, double least = 0)
    {
        _length = Check.AtLeast(length, 1, nameof(length));
        _growth = Check.AtLeast(growth, 1, nameof(growth));
        _least = Check.AtLeastZero(least, nameof(least));
    }

    /// <inheritdoc/>
    protected override double RateAt(long position)
    {
        long period = _length;
        if (_growth == 1)
            position %= period;
        while (position >= period)
        {
            position -= period;
            period *= _growth;
        }

        return _least + ((BaseRate - _least) * (1 + PortableMath.CosPi((double)position / period)) / 2);
    }

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [.. base.RunSettings, ("length", _length), ("growth", _growth), ("least", _least)];
}
