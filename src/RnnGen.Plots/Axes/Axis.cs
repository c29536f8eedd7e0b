namespace RnnGen.Plots.Axes;

/// <summary>A range of numbers and how it is laid along a line: evenly, or by logarithm.</summary>
internal abstract class Axis(double low, double high)
{
    public double Low { get; } = low;

    public double High { get; } = high;

    /// <summary>Where a number lies: 0 at the low end, 1 at the high end.</summary>
    public abstract double Share(double value);

    /// <summary>Marks, about as many as asked for and not many more.</summary>
    public abstract IReadOnlyList<Tick> Ticks(int count);

    /// <summary>An axis on which numbers have room.</summary>
    /// <param name="values">The numbers; those that are not finite do not count.</param>
    /// <param name="log">Whether it is logarithmic; null where that is so if they span more than two decades.</param>
    public static Axis Fit(IEnumerable<double> values, bool? log = null)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0)
            return new LinearAxis(0, 1);
        (double low, double high) = (finite.Min(), finite.Max());
        double[] positive = [.. finite.Where(static value => value > 0)];
        bool isLog = log ?? (low > 0 && high / low > 100);
        if (isLog && positive.Length > 0)
            return LogAxis.Around(positive.Min(), high);
        return LinearAxis.Around(low, high);
    }
}
