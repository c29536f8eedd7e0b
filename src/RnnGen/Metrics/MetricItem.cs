namespace RnnGen;

/// <summary>One row's outputs with its targets.</summary>
public readonly ref struct MetricItem
{
    /// <summary>The outputs of the valid steps. [Steps, Width]</summary>
    public required ReadOnlySpan<double> Outputs { get; init; }

    /// <summary>Outputs of the row: its valid steps, or 1 where the model reads out once.</summary>
    public required int Steps { get; init; }

    /// <summary>Width of an output.</summary>
    public required int Width { get; init; }

    /// <summary>Target classes, or empty. [Steps]</summary>
    public ReadOnlySpan<int> Classes { get; init; }

    /// <summary>Target values, or empty. [Steps, Width]</summary>
    public ReadOnlySpan<double> Targets { get; init; }

    /// <summary>A target class that does not count.</summary>
    public required int IgnoreIndex { get; init; }

    /// <summary>The classes' names, or null.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }
}
