using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Raster;

/// <summary>Opaque pixels, line by line, three bytes each.</summary>
internal sealed class PixelImage
{
    public PixelImage(int width, int height)
    {
        Width = width;
        Height = height;
        Bytes = new byte[checked(width * height * 3)];
        Bytes.AsSpan().Fill(0xff);
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Bytes { get; }

    /// <summary>Lays a colour over a pixel, with a share of it that is covered.</summary>
    public void Blend(int x, int y, Paint paint, double coverage)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height)
            return;
        double share = coverage * paint.Opacity;
        int at = ((y * Width) + x) * 3;
        Bytes[at] = Mix(Bytes[at], paint.R, share);
        Bytes[at + 1] = Mix(Bytes[at + 1], paint.G, share);
        Bytes[at + 2] = Mix(Bytes[at + 2], paint.B, share);
    }

    private static byte Mix(byte under, byte over, double share) => (byte)(under + ((over - under) * share) + 0.5);
}
