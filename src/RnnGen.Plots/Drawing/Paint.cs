namespace RnnGen.Plots.Drawing;

/// <summary>An sRGB colour with its purpose.</summary>
internal readonly record struct Paint(byte R, byte G, byte B)
{
    public static readonly Paint Text = new(0x1f, 0x23, 0x28) { Role = PaintRole.Text };
    public static readonly Paint Muted = new(0x59, 0x60, 0x68) { Role = PaintRole.Muted };
    public static readonly Paint Grid = new(0xe3, 0xe6, 0xea) { Role = PaintRole.Grid };
    public static readonly Paint Paper = new(0xff, 0xff, 0xff) { Role = PaintRole.Paper };

    public PaintRole Role { get; init; }

    /// <summary>0 for what is not seen, 1 for what hides everything behind it.</summary>
    public double Opacity { get; init; } = 1;

    public string Hex => $"#{R:x2}{G:x2}{B:x2}";

    /// <summary>Relative luminance of WCAG 2, from 0 to 1.</summary>
    public double Luminance => (0.2126 * Linear(R)) + (0.7152 * Linear(G)) + (0.0722 * Linear(B));

    private static double Linear(byte channel)
    {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
