namespace RnnGen;

/// <summary>Ends training when what is monitored stops improving.</summary>
/// <param name="Patience">Epochs without improvement after which training ends, at least 1.</param>
public sealed record EarlyStopping(int Patience)
{
    private readonly int _patience = Check.AtLeast(Patience, 1, nameof(Patience));
    private readonly double _minimumChange;

    /// <summary>Epochs without improvement after which training ends, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Patience
    {
        get => _patience;
        init => _patience = Check.AtLeast(value, 1, nameof(Patience));
    }

    /// <summary>How much better than the best counts as an improvement; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double MinimumChange
    {
        get => _minimumChange;
        init => _minimumChange = Check.AtLeastZero(value, nameof(MinimumChange));
    }

    /// <summary>Whether training leaves the model with the best epoch's parameters; on by default.</summary>
    public bool RestoreBest { get; init; } = true;
}
