using System.Globalization;
using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Axes;

/// <summary>An axis on which equal distances are equal differences.</summary>
/// <param name="range">The numbers at its ends, which are <see cref="Apart"/>.</param>
/// <param name="isWhole">Whether only whole numbers mean anything, such as those of epochs.</param>
internal sealed class LinearAxis(Interval range, bool isWhole) : Axis(range.Low, range.High)
{
    private const double Margin = 0.05;
    private const double Rounding = 1e-9;

    // Steps between the marks of a smaller range are no numbers that doubles have: too near or subnormal.
    private const double LeastShare = 1e-12;
    private const double LeastRange = 1e-302;
    private const double LargestStep = 1e308;

    // Of years, say, a few say more than twice as many with their halves.
    private const double FewWholeNumbers = 3;

    /// <summary>An axis from one number to another, wider where they are not <see cref="Apart"/>.</summary>
    public LinearAxis(double low, double high, bool isWhole = false)
        : this(Apart(low, high), isWhole)
    {
    }

    /// <summary>An axis with some room on both sides, but none beyond zero where all numbers are on one side.</summary>
    public static LinearAxis Around(double low, double high)
    {
        if (high - low <= Math.Max(Math.Abs(high) * Rounding, LeastRange))
        {
            double half = high == 0 ? 1 : Math.Abs(high) * 0.1;
            return new LinearAxis(Finite(low - half), Finite(high + half));
        }

        double room = Finite((high - low) * Margin);
        return new LinearAxis(
            low >= 0 && low < room ? 0 : Finite(low - room),
            high <= 0 && high > -room ? 0 : Finite(high + room));
    }

    /// <summary>A range, or a wider one around it where its ends are so near that no marks fit between them.</summary>
    public static Interval Apart(double low, double high)
    {
        double largest = Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low > Math.Max(largest * LeastShare, LeastRange))
            return new Interval(low, high);
        double half = Math.Max(0.5, largest * Rounding);
        return new Interval(Finite(low - half), Finite(high + half));
    }

    public override double Share(double value) => range.ShareOf(value);

    public override IReadOnlyList<Tick> Ticks(int count)
    {
        double step = StepOf(Math.Min((High - Low) / Math.Max(1, count), LargestStep));
        if (isWhole)
            step = Math.Max(1, step);
        if (step is 0.5 && High - Low >= FewWholeNumbers)
            step = 1;
        (long first, long last) = MultiplesOf(step);

        // One number alone does not say how far the next one is.
        while (last - first < 1 && !(isWhole && step <= 1))
        {
            step = StepOf(step / 2.5);
            (first, last) = MultiplesOf(step);
        }

        var numbers = new NumberText(step, Math.Max(Math.Abs(Low), Math.Abs(High)));
        var ticks = new List<Tick>();
        for (long i = first; i <= last; i++)
            ticks.Add(numbers.Label(i * step));
        return ticks;
    }

    private (long First, long Last) MultiplesOf(double step) =>
        ((long)Math.Ceiling((Low / step) - Rounding), (long)Math.Floor((High / step) + Rounding));

    // The next of 1, 2 and 5 times a power of ten.
    private static double StepOf(double least)
    {
        string exponent = ((int)Math.Floor(Math.Log10(least))).ToString(CultureInfo.InvariantCulture);
        double power = double.Parse("1e" + exponent, CultureInfo.InvariantCulture);
        double digit = least / power;
        return power * (digit <= 1 + Rounding ? 1 : digit <= 2 + Rounding ? 2 : digit <= 5 + Rounding ? 5 : 10);
    }

    private static double Finite(double value) => Math.Clamp(value, double.MinValue, double.MaxValue);
}
