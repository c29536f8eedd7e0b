namespace RnnGen.Plots.Drawing;

/// <summary>OKLab (Ottosson 2020, "A perceptual color space for image processing") in its polar form.</summary>
internal static class Oklab
{
    /// <summary>The sRGB colour; chroma is lowered until there is one.</summary>
    /// <param name="lightness">From 0 for black to 1 for white.</param>
    /// <param name="chroma">0 for grey.</param>
    /// <param name="hue">Degrees: 0 pink, 90 yellow, 180 green, 270 blue.</param>
    public static Paint ToPaint(double lightness, double chroma, double hue)
    {
        (double sin, double cos) = Math.SinCos(hue * Math.PI / 180);
        for (; ; chroma -= 0.002)
        {
            (double r, double g, double b) = ToLinear(lightness, chroma * cos, chroma * sin);
            if (chroma <= 0 || (IsInside(r) && IsInside(g) && IsInside(b)))
                return new Paint(ToByte(r), ToByte(g), ToByte(b));
        }
    }

    private static (double R, double G, double B) ToLinear(double lightness, double a, double b)
    {
        double l = Cube(lightness + (0.3963377774 * a) + (0.2158037573 * b));
        double m = Cube(lightness - (0.1055613458 * a) - (0.0638541728 * b));
        double s = Cube(lightness - (0.0894841775 * a) - (1.2914855480 * b));
        return (
            (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s),
            (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s),
            (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s));
    }

    private static double Cube(double value) => value * value * value;

    private static bool IsInside(double channel) => channel is >= 0 and <= 1;

    private static byte ToByte(double channel)
    {
        channel = Math.Clamp(channel, 0, 1);
        double encoded = channel <= 0.0031308 ? 12.92 * channel : (1.055 * Math.Pow(channel, 1 / 2.4)) - 0.055;
        return (byte)Math.Round(255 * encoded);
    }
}
