using System.Globalization;

namespace RnnGen.Plots.Axes;

/// <summary>An axis on which equal distances are equal ratios.</summary>
internal sealed class LogAxis : Axis
{
    private const double Rounding = 1e-9;

    // The powers of ten that doubles have, and those below which they are too coarse for marks within a decade.
    private const int LeastPower = -323;
    private const int MostPower = 308;
    private const int CoarsePower = -299;

    // Marks between two labels; more would be a grey bar.
    private const int MostBetweenLabels = 10;

    private readonly double _low;
    private readonly double _decades;

    // By the logarithms of the ends: these may lie beyond all doubles.
    private LogAxis(double low, double high)
        : base(Math.Max(Math.Pow(10, low), double.Epsilon), Math.Min(Math.Pow(10, high), double.MaxValue)) =>
        (_low, _decades) = (low, high - low);

    /// <summary>An axis with some room on both sides of two numbers above 0.</summary>
    public static LogAxis Around(double low, double high)
    {
        (double from, double to) = (Math.Log10(low), Math.Log10(high));
        double room = Math.Max(0.04 * (to - from), from < CoarsePower ? 2 : 0.02);
        return new LogAxis(from - room, to + room);
    }

    public override double Share(double value) =>
        value <= 0 ? double.NaN : (Math.Log10(value) - _low) / _decades;

    public override IReadOnlyList<Tick> Ticks(int count)
    {
        int first = Math.Max(LeastPower, (int)Math.Ceiling(_low - Rounding));
        int last = Math.Min(MostPower, (int)Math.Floor(_low + _decades + Rounding));
        if (last - first < 1)
            return WithinADecade(count);
        int every = Math.Max(1, (int)Math.Ceiling((last - first + 1.0) / Math.Max(1, count)));
        bool isPlain = first >= -2 && last <= 3;
        var ticks = new List<Tick>();
        for (int power = first - 1; power <= last; power++)
        {
            if (power >= first && IsLabelled(power))
                ticks.Add(Power(power, isPlain));
            else if (power >= first && every <= MostBetweenLabels)
                ticks.Add(new Tick(ValueOf(power), ""));
            for (int digit = 2; digit < 10 && every == 1; digit++)
            {
                double value = digit * ValueOf(power);
                if (value >= Low && value <= High)
                    ticks.Add(new Tick(value, ""));
            }
        }

        return ticks;

        bool IsLabelled(int power) => ((power % every) + every) % every == 0;
    }

    // Fewer than two powers of ten: numbers between them say more.
    private List<Tick> WithinADecade(int count)
    {
        var linear = new LinearAxis(Low, High);
        return [.. linear.Ticks(count).Where(tick => tick.Value > 0)];
    }

    // All of an axis in one way: 0.01, 0.1 and 1, or 1, 10⁻² and 10⁻⁴.
    private static Tick Power(int power, bool isPlain)
    {
        double value = ValueOf(power);
        return isPlain || power is 0 or 1
            ? new Tick(value, value.ToString("0.##", CultureInfo.InvariantCulture))
            : new Tick(value, "10")
            {
                Exponent = NumberText.Signed(power.ToString(CultureInfo.InvariantCulture)),
            };
    }

    private static double ValueOf(int power) =>
        double.Parse("1e" + power.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
