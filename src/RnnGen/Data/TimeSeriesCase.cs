namespace RnnGen.Data;

/// <summary>One series of a .ts file.</summary>
/// <typeparam name="T">The float type.</typeparam>
public sealed class TimeSeriesCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal TimeSeriesCase(T[] features, int steps, string? label, int classIndex, T? target, int line)
    {
        Features = features;
        Steps = steps;
        Label = label;
        Class = classIndex;
        Target = target;
        Line = line;
    }

    /// <summary>The values, step by step; NaN where one is missing. [T, F]</summary>
    public ReadOnlyMemory<T> Features { get; }

    /// <summary>Number of steps T.</summary>
    public int Steps { get; }

    /// <summary>The class label or target value as it stands; null where the file has none.</summary>
    public string? Label { get; }

    /// <summary>Index of the label among <see cref="TimeSeriesData{T}.ClassLabels"/>, or -1.</summary>
    public int Class { get; }

    /// <summary>
    /// The target value, where <c>@targetLabel</c> says that the file has one, NaN where it is missing; else null.
    /// </summary>
    public T? Target { get; }

    /// <summary>Line of the file, from 1.</summary>
    public int Line { get; }

    /// <summary>The series as a sample, with its class or its target value where it has one.</summary>
    public Sample<T> ToSample()
    {
        Sample<T> sample = Sample<T>.FromFeatures(Features, Steps);
        return Class >= 0 ? sample with { Class = Class }
            : Target is { } target ? sample with { Targets = new[] { target } }
            : sample;
    }

    /// <summary>The size and the label.</summary>
    public override string ToString() => $"{Steps} steps{(Label == null ? "" : $", {Label}")}";
}
