using System.Globalization;

namespace RnnGen.Plots.Axes;

/// <summary>How the numbers of an axis are written: all with as many digits as their step needs.</summary>
internal sealed class NumberText
{
    // Those that a double has behind its first digit.
    private const int MostDecimals = 16;

    private readonly int _power;
    private readonly int _decimals;

    /// <summary>Chooses how they are written.</summary>
    /// <param name="step">The distance between two numbers.</param>
    /// <param name="largest">The largest absolute value.</param>
    public NumberText(double step, double largest)
    {
        _power = largest >= 1e6 || step < 1e-4 ? (int)Math.Floor(Math.Log10(largest) + 1e-9) : 0;
        double shown = step / Math.Pow(10, _power);
        _decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(shown) - 1e-9), 0, MostDecimals);
    }

    public Tick Label(double value)
    {
        double shown = value / Math.Pow(10, _power);
        bool groups = Math.Abs(shown) >= 10_000;
        string text = Signed(shown.ToString((groups ? "N" : "F") + _decimals, CultureInfo.InvariantCulture));
        if (_power == 0 || value == 0)
            return new Tick(value, value == 0 ? "0" : text);
        return new Tick(value, text + "×10") { Exponent = Signed(_power.ToString(CultureInfo.InvariantCulture)) };
    }

    /// <summary>A number for people: three digits, with a power of ten where it is very large or small.</summary>
    public static string Short(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        double size = Math.Abs(value);
        string format = size is 0 or (>= 0.001 and < 100_000) ? size >= 100 ? "0.#" : "0.###" : "0.##e+0";
        return Signed(value.ToString(format, CultureInfo.InvariantCulture));
    }

    /// <summary>A text of a number with a minus sign in place of a hyphen.</summary>
    public static string Signed(string number) => number.Replace('-', '−');
}
