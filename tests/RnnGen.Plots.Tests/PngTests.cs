using System.Buffers.Binary;
using System.IO.Compression;
using RnnGen.Plots.Drawing;
using RnnGen.Plots.Raster;

namespace RnnGen.Plots.Tests;

public sealed class PngTests
{
    [Fact]
    public void Png_OfAPicture_HasItsSizeAndPaper()
    {
        Picture picture = Plot.Heatmap([0.0, 1.0], columns: 2);
        (int width, int height, byte[] pixels) = Read(picture.ToPng(scale: 2));
        Assert.Equal((picture.Width * 2, picture.Height * 2), (width, height));
        Assert.Equal([255, 255, 255], pixels[..3]);
        Assert.Contains(pixels, static value => value < 100);
    }

    /// <summary>The checksum of the empty last chunk stands in every PNG file.</summary>
    [Fact]
    public void Png_LastChunk_HasTheKnownChecksum()
    {
        byte[] png = PngWriter.Write(new PixelImage(3, 2), scale: 1);
        Assert.Equal("0000000049454E44AE426082", Convert.ToHexString(png[^12..]));
    }

    [Fact]
    public void Cells_InPixels_AreTheirColours()
    {
        Paint[] paints = [new(10, 20, 30), new(200, 100, 50)];
        var canvas = new Canvas(4, 2);
        canvas.Cells(canvas.Box, 2, 1, [0, 1], paints);
        (_, _, byte[] pixels) = Read(PngWriter.Write(Painter.Draw(canvas, 1), 1));
        Assert.Equal([10, 20, 30, 10, 20, 30, 200, 100, 50, 200, 100, 50], pixels[..12]);
    }

    [Theory]
    [InlineData(10, 10, 60, 10)]
    [InlineData(10, 10, 60, 50)]
    [InlineData(50, 12, 13, 61)]
    [InlineData(20, 20, 20, 60)]
    public void Line_Darkness_IsItsLengthTimesItsWidth(double x1, double y1, double x2, double y2)
    {
        const double width = 3;
        double length = Math.Sqrt(((x2 - x1) * (x2 - x1)) + ((y2 - y1) * (y2 - y1)));
        var mask = new StrokeMask([new(x1, y1), new(x2, y2)], width);
        mask.Add([new(x1, y1), new(x2, y2)], isRound: false);
        Assert.Equal(length * width, Darkness(mask), length * width * 0.05);
    }

    [Fact]
    public void Lines_ThatCross_AreNoDarkerThere()
    {
        var image = new PixelImage(40, 40);
        var mask = new StrokeMask([new(0, 0), new(40, 40)], 4);
        mask.Add([new(5, 20), new(35, 20)], isRound: true);
        mask.Add([new(20, 5), new(20, 35)], isRound: true);
        mask.PaintOn(image, new Paint(100, 100, 100) { Opacity = 0.5 });
        Assert.Equal(178, image.Bytes.Min());
    }

    [Fact]
    public void Text_InPixels_StaysInItsRoom()
    {
        var style = new TextStyle(30);
        var canvas = new Canvas(400, 60);
        canvas.Text(20, 40, "Wgjy|0", style, Paint.Text);
        PixelImage image = Painter.Draw(canvas, 1);
        double end = 20 + style.Measure("Wgjy|0");
        for (int i = 0; i < image.Bytes.Length; i += 3)
        {
            int x = i / 3 % image.Width, y = i / 3 / image.Width;
            bool isInside = x >= 19 && x <= end + 1 && y >= 40 - 23 && y <= 40 + 7;
            Assert.True(isInside || image.Bytes[i] == 255, $"({x}, {y})");
        }

        Assert.Contains(image.Bytes, static value => value < 64);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(17)]
    [InlineData(double.NaN)]
    public void Png_ScaleThatMakesNoSense_IsRefused(double scale)
    {
        Picture picture = Plot.Heatmap([0.0, 1.0], columns: 2);
        Assert.Equal("scale", Assert.Throws<ArgumentOutOfRangeException>(() => picture.ToPng(scale)).ParamName);
    }

    private static double Darkness(StrokeMask mask)
    {
        var image = new PixelImage(80, 80);
        mask.PaintOn(image, new Paint(0, 0, 0));
        return image.Bytes.Where(static (_, i) => i % 3 == 0).Sum(static value => 255 - value) / 255.0;
    }

    // Chunks, zlib and the filters that are used, as the standard has them.
    private static (int Width, int Height, byte[] Pixels) Read(byte[] png)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));
        int height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        using var packed = new MemoryStream();
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
                packed.Write(png, at + 8, length);
            at += length + 12;
        }

        packed.Position = 0;
        using var inflate = new ZLibStream(packed, CompressionMode.Decompress);
        int stride = width * 3;
        var pixels = new byte[stride * height];
        var line = new byte[stride + 1];
        for (int y = 0; y < height; y++)
        {
            inflate.ReadExactly(line);
            for (int i = 0; i < stride; i++)
            {
                int above = y > 0 ? pixels[((y - 1) * stride) + i] : 0;
                int left = i >= 3 ? pixels[(y * stride) + i - 3] : 0;
                pixels[(y * stride) + i] = (byte)(line[i + 1] + line[0] switch
                {
                    0 => 0,
                    1 => left,
                    2 => above,
                    _ => throw new InvalidDataException($"filter {line[0]}"),
                });
            }
        }

        Assert.Equal(-1, inflate.ReadByte());
        return (width, height, pixels);
    }
}
