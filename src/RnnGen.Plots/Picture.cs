using System.Text;
using RnnGen.Plots.Drawing;
using RnnGen.Plots.Raster;

namespace RnnGen.Plots;

/// <summary>
/// A finished picture. The same numbers give the same bytes, on every run and in every culture; those of PNG files may
/// differ between versions of .NET, whose compression differs.
/// </summary>
public sealed class Picture
{
    private const double LargestScale = 16;
    private const double MostPixels = 500e6;

    private readonly Canvas _canvas;

    internal Picture(Canvas canvas, string title)
    {
        _canvas = canvas;
        Title = title;
    }

    /// <summary>What it shows, for people and for screen readers.</summary>
    public string Title { get; }

    /// <summary>Width in pixels of 1/96 inch.</summary>
    public double Width => _canvas.Width;

    /// <summary>Height in pixels of 1/96 inch.</summary>
    public double Height => _canvas.Height;

    /// <summary>The picture as SVG: sharp at any size, with text that can be searched.</summary>
    public string ToSvg() => new SvgWriter(isThemed: false).Write(_canvas, Title);

    /// <summary>The picture as PNG.</summary>
    /// <param name="scale">Pixels for each of 1/96 inch: 2 for screens, 3 and more for paper.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Not above 0 and at most 16, or more than 500 million pixels come of it.
    /// </exception>
    public byte[] ToPng(double scale = 2)
    {
        if (!(scale > 0 && scale <= LargestScale))
        {
            throw new ArgumentOutOfRangeException(
                nameof(scale), scale,
                FormattableString.Invariant($"scale is {scale}; it must be above 0 and at most {LargestScale}."));
        }

        if (Width * Height * scale * scale is > MostPixels and var pixels)
        {
            throw new ArgumentOutOfRangeException(
                nameof(scale), scale,
                FormattableString.Invariant($"scale is {scale}: {pixels / 1e6:0} million pixels; a picture has ")
                    + FormattableString.Invariant($"{MostPixels / 1e6:0} million at most, which ")
                    + FormattableString.Invariant($"{Math.Sqrt(MostPixels / (Width * Height)):0.00} gives."));
        }

        return PngWriter.Write(Painter.Draw(_canvas, scale), scale);
    }

    /// <summary>Writes the picture in the format that the file's name ends with: .svg or .png.</summary>
    /// <param name="path">The file; replaced where it is there. Its folder is made where it is not.</param>
    /// <exception cref="ArgumentException">The name ends otherwise; nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".svg":
                OutputFile.Write(path, Encoding.UTF8.GetBytes(ToSvg()));
                break;
            case ".png":
                SavePng(path);
                break;
            default:
                throw new ArgumentException($"'{path}' ends with neither .svg nor .png.", nameof(path));
        }
    }

    /// <summary>Writes the picture as PNG.</summary>
    /// <param name="path">The file; replaced where it is there. Its folder is made where it is not.</param>
    /// <param name="scale">Pixels for each of 1/96 inch.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Scale is not above 0 and at most 16, or more than 500 million pixels come of it; nothing was written.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SavePng(string path, double scale = 2)
    {
        ArgumentNullException.ThrowIfNull(path);
        OutputFile.Write(path, ToPng(scale));
    }

    /// <summary>The picture as a part of a page, in the page's colours.</summary>
    internal string ToThemedSvg() => new SvgWriter(isThemed: true).Write(_canvas, Title);
}
