using System.Buffers.Binary;
using RnnGen.Plots.Charts;
using RnnGen.Plots.Drawing;
using RnnGen.Plots.Raster;

namespace RnnGen.Plots.Tests;

/// <summary>Data of more points than pictures have pixels: files that viewers read, and the same to see.</summary>
public sealed class LargeDataTests
{
    private const int Seed = 11;

    // What the smallest limits of viewers leave: image sides of librsvg and texts of XML parsers.
    private const int MostImageSide = 32_767;
    private const int MostText = 9_000_000;

    [Fact]
    public void Heatmap_OfManyColumns_IsAnImageThatViewersShow() => AssertShown(
        Plot.Heatmap([.. Enumerable.Range(0, 400_000).Select(static i => Math.Sin(i * 5e-4))], 40_000));

    [Fact]
    public void States_OfManySteps_AreAnImageThatViewersShow() => AssertShown(
        Plot.StatesOverTime([("h", new StateTrace("h", 10, Runs.Wave(400_000, 0)))]));

    [Fact]
    public void Heatmap_OfManyColumns_HasTheMeansOfNeighbours()
    {
        const int columns = 8192, each = columns / 2048;
        double[] values = [.. Enumerable.Range(0, columns * 3).Select(static i => (double)(i % 13))];
        values[5] = double.NaN;
        Array.Fill(values, double.NaN, columns + 8, each);
        MeanCells cells = MeanCells.Of(values, columns, 3);
        Assert.Equal((2048, 3), (cells.Columns, cells.Rows));
        Assert.Equal((4 + 6 + 7) / 3.0, cells.Values[1], 12);
        Assert.Equal(double.NaN, cells.Values[2048 + 2]);
        for (int i = 3; i < 2048; i++)
            Assert.Equal(values.Skip(i * each).Take(each).Average(), cells.Values[i], 12);
        Assert.Equal([double.MaxValue], MeanCells.Of(Enumerable.Repeat(double.MaxValue, 4096).ToArray(), 4096, 1)
            .Values.Distinct());
    }

    [Fact]
    public void Lines_OfManyPoints_AreAPathThatViewersRead()
    {
        double[] values = [.. Enumerable.Range(0, 800_000).Select(static i => Math.Sin(i * 5e-5) + (i % 7 * 0.02))];
        values[123_456] = 9;
        Picture picture = Plot.Lines<double>([("a", values)]);
        Assert.True(picture.ToSvg().Length < MostText / 10);

        // The one that is high stands at its place.
        var drawn = new Drawn(picture);
        (Point from, Point to) = drawn.Frames[0];
        Point top = drawn.Lines.MaxBy(static line => line.Length)!.MinBy(static point => point.Y);
        Assert.Equal(from.X + ((to.X - from.X) * 123_456 / 799_999), top.X, 0.3);
    }

    [Fact]
    public void Lines_OfManySinglePoints_AreDotsThatViewersRead()
    {
        double[] values =
            [.. Enumerable.Range(0, 400_000).Select(static i => i % 2 == 0 ? Math.Sin(i * 1e-4) : double.NaN)];
        Assert.True(Plot.Lines<double>([("a", values)]).ToSvg().Length < MostText / 10);
    }

    /// <summary>Pixels of a thinned line against those of all its points.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Thinned_LineOfNoise_HasTheSamePixels(double scale)
    {
        var random = new Random(Seed);
        Point[] points =
        [
            .. Enumerable.Range(0, 30_000).Select(i => new Point(
                5 + (i * 0.01), 60 + (20 * Math.Sin(i * 1e-3)) + (30 * Math.Pow(random.NextDouble() - 0.5, 3)))),
        ];
        IReadOnlyList<Point> thinned = PixelColumns.Thin(points);
        Assert.True(thinned.Count < points.Length / 5);
        byte[] all = Draw(points), few = Draw(thinned);
        int[] differences = [.. all.Zip(few, static (a, b) => Math.Abs(a - b))];
        Assert.True(differences.Average() < 0.2 && differences.Count(static d => d > 60) < all.Length / 500,
            $"{differences.Average()}, {differences.Count(static d => d > 60)} of {all.Length}");
        Assert.Equal((points[0], points[^1]), (thinned[0], thinned[^1]));

        byte[] Draw(IReadOnlyList<Point> line)
        {
            var canvas = new Canvas(310, 120);
            canvas.Line(line, new Paint(0, 0, 0), 1.75);
            return Painter.Draw(canvas, scale).Bytes;
        }
    }

    [Fact]
    public void Thinned_LineOfFewPoints_HasThemAll()
    {
        Point[] points = [.. Enumerable.Range(0, 4000).Select(static i => new Point(1, i % 17))];
        Assert.Equal(points, PixelColumns.Thin(points));
    }

    [Theory]
    [InlineData(1e17, 1e17)]
    [InlineData(double.MinValue, double.MaxValue)]
    [InlineData(0, double.Epsilon)]
    public void Histogram_OfExtremeNumbers_CountsEachOnce(double low, double high)
    {
        Histogram histogram = Histogram.Of([low, high]);
        Assert.Equal(2, histogram.Counts.Sum());
        Assert.InRange(histogram.EdgeOf(0), double.MinValue, low);
        Assert.InRange(histogram.EdgeOf(histogram.Counts.Length), high, double.MaxValue);
    }

    private static void AssertShown(Picture picture)
    {
        byte[] image = Assert.Single(new Drawn(picture).Images);
        Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(image.AsSpan(16)), 1000, MostImageSide);
        Assert.InRange(image.Length, 1, MostText);
    }
}
