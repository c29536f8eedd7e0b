namespace RnnGen.Data;

/// <summary>What a .ts file holds.</summary>
/// <typeparam name="T">The float type.</typeparam>
public sealed class TimeSeriesData<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal TimeSeriesData(
        string problemName, int dimensions, IReadOnlyList<string> classLabels, IReadOnlyList<TimeSeriesCase<T>> cases)
    {
        ProblemName = problemName;
        Dimensions = dimensions;
        ClassLabels = classLabels;
        Cases = cases;
    }

    /// <summary>The name in the header; empty where there is none.</summary>
    public string ProblemName { get; }

    /// <summary>Number of features F of each step.</summary>
    public int Dimensions { get; }

    /// <summary>The class labels in the header's order; empty where the cases have no class.</summary>
    public IReadOnlyList<string> ClassLabels { get; }

    /// <summary>The series.</summary>
    public IReadOnlyList<TimeSeriesCase<T>> Cases { get; }

    /// <summary>The series as samples, with their classes or target values.</summary>
    public Sample<T>[] ToSamples() => [.. Cases.Select(static item => item.ToSample())];

    /// <summary>The name and the size.</summary>
    public override string ToString() => $"{ProblemName}: {Cases.Count} series of {Dimensions} dimensions";
}
