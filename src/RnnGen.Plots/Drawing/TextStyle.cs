using RnnGen.Plots.Fonts;

namespace RnnGen.Plots.Drawing;

/// <summary>Size and weight of letters.</summary>
/// <param name="Size">Size of the em square, in pixels.</param>
/// <param name="IsBold">Whether it is bold.</param>
internal readonly record struct TextStyle(double Size, bool IsBold = false)
{
    /// <summary>Size of an exponent.</summary>
    public const double ExponentSize = 0.72;

    /// <summary>How far above the line an exponent stands, in its text's size.</summary>
    public const double ExponentRise = 0.36;

    public static readonly TextStyle Title = new(13, IsBold: true);
    public static readonly TextStyle PanelTitle = new(12, IsBold: true);
    public static readonly TextStyle Label = new(11.5);
    public static readonly TextStyle Tick = new(10.5);

    /// <summary>Height of a capital letter.</summary>
    public double CapHeight => Size * 0.72;

    /// <summary>Width of a text, with its exponent if it has one.</summary>
    public double Measure(string text, string? exponent = null)
    {
        double em = StrokeFont.Measure(text, IsBold);
        return Size * (em + (exponent == null ? 0 : ExponentSize * StrokeFont.Measure(exponent, IsBold)));
    }
}
