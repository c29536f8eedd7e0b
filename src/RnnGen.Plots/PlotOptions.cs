namespace RnnGen.Plots;

/// <summary>What of a picture is chosen by whoever makes it; everything has a default.</summary>
public sealed record PlotOptions
{
    private const int Least = 100;
    private const int Most = 10_000;

    /// <summary>The title above it, or null for that of the kind of picture; empty for none.</summary>
    public string? Title { get; init; }

    /// <summary>
    /// Width in pixels of 1/96 inch, or null for one that suits what is shown. 326 is a column of a two-column paper,
    /// 672 a page.
    /// </summary>
    public double? Width { get; init; }

    /// <summary>
    /// Height in pixels of 1/96 inch, or null for one that suits what is shown: it grows with a legend. In a height
    /// that was chosen a legend is half of a chart at most, names are shortened, and the last entry says how many more
    /// there are.
    /// </summary>
    public double? Height { get; init; }

    /// <summary>What the horizontal axis shows, with its unit, or null for the default.</summary>
    public string? X { get; init; }

    /// <summary>What the vertical axis shows, with its unit, or null for the default.</summary>
    public string? Y { get; init; }

    /// <summary>The horizontal place of the first value, such as a year; 1 by default. Finite.</summary>
    public double XStart { get; init; } = 1;

    /// <summary>The distance from one value to the next, such as 1/12 of a year. Finite, and not 0.</summary>
    public double XStep { get; init; } = 1;

    /// <summary>
    /// Whether the vertical axis is logarithmic, or null for a choice by the numbers: where they span more than two
    /// decades. On such an axis a number that is not above 0 interrupts its line; where none is above 0, it is linear.
    /// </summary>
    public bool? LogY { get; init; }

    internal static readonly PlotOptions Default = new();

    /// <summary>The options with a size and texts where none were chosen.</summary>
    internal PlotOptions Or(string title, double width, double height, string x = "", string y = "") => this with
    {
        Title = Title ?? title,
        XStart = double.IsFinite(XStart) ? XStart : throw Refused(nameof(XStart), XStart, "finite"),
        XStep = double.IsFinite(XStep) && XStep != 0
            ? XStep
            : throw Refused(nameof(XStep), XStep, "finite and other than 0"),
        Width = SizeOf(Width, width, nameof(Width)),
        Height = SizeOf(Height, height, nameof(Height)),
        X = X ?? x,
        Y = Y ?? y,
    };

    private static double SizeOf(double? chosen, double usual, string name)
    {
        double size = chosen ?? Math.Clamp(usual, Least, Most);
        return size is >= Least and <= Most
            ? size
            : throw Refused(name, size, $"from {Least} to {Most} pixels of 1/96 inch");
    }

    private static ArgumentOutOfRangeException Refused(string name, double value, string range) =>
        new("options", value, FormattableString.Invariant($"{name} is {value}; it must be {range}."));
}
