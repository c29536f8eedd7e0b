namespace RnnGen.Plots;

/// <summary>What of a picture is chosen by whoever makes it; everything has a default.</summary>
public sealed record PlotOptions
{
    /// <summary>The title above it, or null for that of the kind of picture; empty for none.</summary>
    public string? Title { get; init; }

    /// <summary>
    /// Width in pixels of 1/96 inch, or null for one that suits what is shown. 326 is a column of a two-column paper,
    /// 672 a page.
    /// </summary>
    public double? Width { get; init; }

    /// <summary>Height in pixels of 1/96 inch, or null for one that suits what is shown.</summary>
    public double? Height { get; init; }

    /// <summary>What the horizontal axis shows, with its unit, or null for the default.</summary>
    public string? X { get; init; }

    /// <summary>What the vertical axis shows, with its unit, or null for the default.</summary>
    public string? Y { get; init; }

    /// <summary>The horizontal place of the first value, such as a year; 1 by default.</summary>
    public double XStart { get; init; } = 1;

    /// <summary>The distance from one value to the next, such as 1/12 of a year.</summary>
    public double XStep { get; init; } = 1;

    /// <summary>
    /// Whether the vertical axis is logarithmic, or null for a choice by the numbers: where they span more than two
    /// decades.
    /// </summary>
    public bool? LogY { get; init; }

    internal static readonly PlotOptions Default = new();

    /// <summary>The options with a size and texts where none were chosen.</summary>
    internal PlotOptions Or(string title, double width, double height, string x = "", string y = "") => this with
    {
        Title = Title ?? title,
        Width = SizeOf(Width, width, nameof(Width)),
        Height = SizeOf(Height, height, nameof(Height)),
        X = X ?? x,
        Y = Y ?? y,
    };

    private static double SizeOf(double? chosen, double usual, string name)
    {
        double size = chosen ?? usual;
        if (size is >= 100 and <= 10_000)
            return size;
        throw new ArgumentOutOfRangeException(
            "options", chosen, $"{name} is {size}; it must be from 100 to 10000 pixels of 1/96 inch.");
    }
}
