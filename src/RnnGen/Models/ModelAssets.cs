namespace RnnGen;

/// <summary>
/// What goes with a model besides its parameters; replaced as a whole, so that no reader sees half of it.
/// </summary>
internal sealed record ModelAssets
{
    public static readonly ModelAssets None = new();

    public Vocabulary? Vocabulary { get; init; }

    public IReadOnlyList<string>? ClassNames { get; init; }

    public Scaler? InputScaler { get; init; }

    public Scaler? TargetScaler { get; init; }
}
