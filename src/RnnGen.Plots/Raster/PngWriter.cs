using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace RnnGen.Plots.Raster;

/// <summary>Writes PNG files (ISO/IEC 15948): 8 bits a channel, without transparency.</summary>
internal static class PngWriter
{
    private const double PixelsPerMetre = 96 / 0.0254;

    private static readonly uint[] s_crcs = [.. Enumerable.Range(0, 256).Select(static i => CrcOf((uint)i))];

    /// <summary>The file.</summary>
    /// <param name="image">The pixels.</param>
    /// <param name="scale">
    /// Pixels for one of 1/96 inch, which says how large it is on paper; 0 to leave that open.
    /// </param>
    public static byte[] Write(PixelImage image, double scale)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        (header[8], header[9]) = (8, 2); // bits a channel, red green blue
        Add(file, "IHDR", header);
        if (scale > 0)
        {
            var density = new byte[9];
            int perMetre = (int)Math.Round(PixelsPerMetre * scale);
            BinaryPrimitives.WriteInt32BigEndian(density, perMetre);
            BinaryPrimitives.WriteInt32BigEndian(density.AsSpan(4), perMetre);
            density[8] = 1; // per metre
            Add(file, "pHYs", density);
        }

        Add(file, "IDAT", Compress(image));
        Add(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Compress(PixelImage image)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, CompressionLevel.SmallestSize))
        {
            int stride = image.Width * 3;
            var line = new byte[stride + 1];
            for (int y = 0; y < image.Height; y++)
            {
                // Filter "up": charts repeat most of the line above.
                line[0] = 2;
                for (int i = 0; i < stride; i++)
                {
                    byte above = y == 0 ? (byte)0 : image.Bytes[((y - 1) * stride) + i];
                    line[i + 1] = (byte)(image.Bytes[(y * stride) + i] - above);
                }

                deflate.Write(line);
            }
        }

        return compressed.ToArray();
    }

    private static void Add(MemoryStream file, string kind, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] name = Encoding.ASCII.GetBytes(kind);
        file.Write(name);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), content));
        file.Write(number);
    }

    private static uint Crc(uint crc, byte[] bytes)
    {
        foreach (byte value in bytes)
            crc = s_crcs[(crc ^ value) & 0xff] ^ (crc >> 8);
        return crc;
    }

    private static uint CrcOf(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? 0xedb88320 ^ (value >> 1) : value >> 1;
        return value;
    }
}
