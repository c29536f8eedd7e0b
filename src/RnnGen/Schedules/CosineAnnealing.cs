namespace RnnGen;

/// <summary>
/// Half a cosine from the base to a least rate, and back if one goes on: PyTorch's CosineAnnealingLR (Loshchilov and
/// Hutter, "SGDR", ICLR 2017, without restarts).
/// </summary>
public sealed class CosineAnnealing : LearningRateSchedule
{
    private readonly long _length;
    private readonly double _least;

    /// <summary>Falls to a least rate.</summary>
    /// <param name="length">Epochs (or steps) to the least rate.</param>
    /// <param name="least">The least rate.</param>
    public CosineAnnealing(int length, double least = 0)
    {
        _length = Check.AtLeast(length, 1, nameof(length));
        _least = Check.AtLeastZero(least, nameof(least));
    }

    /// <inheritdoc/>
    protected override double RateAt(long position) =>
        _least + ((BaseRate - _least) * (1 + PortableMath.CosPi((double)position / _length)) / 2);

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [.. base.RunSettings, ("length", _length), ("least", _least)];
}
