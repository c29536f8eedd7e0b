namespace RnnGen.Plots.Drawing;

/// <summary>
/// Colours for numbers, perceptually uniform by construction: their lightness in OKLab (Ottosson 2020) is linear in the
/// number. Hues are blue against yellow or orange, which people with any colour vision tell apart.
/// </summary>
internal sealed class ColourMap
{
    /// <summary>Colours of a map.</summary>
    public const int Levels = 96;

    /// <summary>From dark blue for the least to light yellow for the most.</summary>
    public static readonly ColourMap Sequential = new(static t =>
        Oklab.ToPaint(0.25 + (0.70 * t), 0.075 + (0.16 * t * (1 - t)) + (0.035 * t), 285 - (180 * t)));

    /// <summary>From blue through near white for zero to orange.</summary>
    public static readonly ColourMap Diverging = new(static t =>
    {
        double distance = Math.Abs((2 * t) - 1);
        return Oklab.ToPaint(0.97 - (0.50 * distance), 0.125 * distance, t < 0.5 ? 252 : 45);
    });

    /// <summary>From near white for nothing to dark blue for all: matrices that are mostly empty, on paper.</summary>
    public static readonly ColourMap Shares = new(static t =>
        Oklab.ToPaint(0.985 - (0.655 * t), 0.40 * t * (1 - (0.62 * t)), 225 + (38 * t)));

    private readonly Paint[] _paints;

    private ColourMap(Func<double, Paint> colour) =>
        _paints = [.. Enumerable.Range(0, Levels).Select(level => colour(level / (Levels - 1.0)))];

    public IReadOnlyList<Paint> Paints => _paints;

    /// <summary>The level of a number between two others; -1 for NaN.</summary>
    public static short LevelOf(double value, double low, double high)
    {
        if (double.IsNaN(value))
            return -1;
        double share = high > low ? new Interval(low, high).ShareOf(value) : 0.5;
        return (short)Math.Clamp(Math.Round(share * (Levels - 1)), 0, Levels - 1);
    }
}
