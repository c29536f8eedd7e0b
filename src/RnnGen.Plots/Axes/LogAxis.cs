using System.Globalization;

namespace RnnGen.Plots.Axes;

/// <summary>An axis on which equal distances are equal ratios.</summary>
/// <param name="low">The number at its low end, above 0.</param>
/// <param name="high">The number at its high end.</param>
internal sealed class LogAxis(double low, double high) : Axis(low, high)
{
    private const double Rounding = 1e-9;

    private readonly double _low = Math.Log10(low);
    private readonly double _decades = Math.Log10(high) - Math.Log10(low);

    /// <summary>An axis with some room on both sides.</summary>
    public static LogAxis Around(double low, double high)
    {
        double room = Math.Pow(10, Math.Max(0.04 * Math.Log10(high / low), 0.02));
        return new LogAxis(low / room, high * room);
    }

    public override double Share(double value) =>
        value <= 0 ? double.NaN : (Math.Log10(value) - _low) / _decades;

    public override IReadOnlyList<Tick> Ticks(int count)
    {
        int first = (int)Math.Ceiling(_low - Rounding), last = (int)Math.Floor(_low + _decades + Rounding);
        if (last - first < 1)
            return WithinADecade(count);
        int every = Math.Max(1, (int)Math.Ceiling((last - first + 1.0) / Math.Max(1, count)));
        bool isPlain = first >= -2 && last <= 3;
        var ticks = new List<Tick>();
        for (int power = first - 1; power <= last; power++)
        {
            if (power >= first)
                ticks.Add(IsLabelled(power) ? Power(power, isPlain) : new Tick(ValueOf(power), ""));
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
