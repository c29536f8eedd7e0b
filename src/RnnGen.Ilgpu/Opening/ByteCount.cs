using System.Globalization;

namespace RnnGen.Ilgpu;

/// <summary>Numbers of bytes, for people.</summary>
internal static class ByteCount
{
    private const double Unit = 1024;
    private static readonly string[] s_units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    public static string Format(long bytes)
    {
        if (bytes < Unit)
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");
        double value = bytes / Unit;
        int unit = 0;
        for (; value >= Unit; unit++)
            value /= Unit;
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {s_units[unit]}");
    }
}
