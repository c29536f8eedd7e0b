namespace RnnGen.Plots.Charts;

/// <summary>A line of a chart; it is interrupted where a number is not finite.</summary>
internal sealed record Series(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>A series at equal distances.</summary>
    public static Series At(string name, double start, double step, IReadOnlyList<double> y) =>
        new(name, [.. Enumerable.Range(0, y.Count).Select(i => start + (step * i))], y);
}
