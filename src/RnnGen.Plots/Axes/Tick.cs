namespace RnnGen.Plots.Axes;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where it stands.</param>
/// <param name="Label">What it says; empty for a small mark between others.</param>
internal readonly record struct Tick(double Value, string Label)
{
    /// <summary>What stands raised behind the label, or null.</summary>
    public string? Exponent { get; init; }
}
