namespace RnnGen;

/// <summary>The numbers of a step that a device has taken, or not taken.</summary>
internal readonly ref struct DeviceStep
{
    /// <summary>Whether the parameters have moved: a loss or a gradient that is not finite stops them.</summary>
    public required bool HasMoved { get; init; }

    /// <summary>The gradient's norm before any clipping.</summary>
    public required double Norm { get; init; }

    /// <summary>The first gradient that was not finite, or -1.</summary>
    public required int FirstNonFinite { get; init; }

    /// <summary>Sums of the losses of the step's last batch. [heads]</summary>
    public required ReadOnlySpan<double> Sums { get; init; }

    /// <summary>What the means of these divide by. [heads]</summary>
    public required ReadOnlySpan<double> Denominators { get; init; }
}
