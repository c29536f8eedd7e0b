using System.Runtime.InteropServices;

namespace RnnGen.Benchmarks.Compare.Values;

/// <summary>A tensor as a file: the numbers and nothing else, little-endian.</summary>
internal static class TensorFile
{
    /// <summary>Writes NAME.bin.</summary>
    public static void Write<T>(string folder, string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        using FileStream file = File.Create(Path.Combine(folder, name + ".bin"));
        file.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Reads NAME.bin; null where it is not there.</summary>
    public static float[]? Read(string folder, string name)
    {
        string path = Path.Combine(folder, name + ".bin");
        return File.Exists(path) ? MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray() : null;
    }
}
