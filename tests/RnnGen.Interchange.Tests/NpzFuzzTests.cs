using System.Globalization;
using System.IO.Compression;
using RnnGen.Npz;

namespace RnnGen.Interchange.Tests;

/// <summary>
/// Damaged .npz files are read or refused with the documented exception, and cost no memory that they only claim.
/// <c>RNNGEN_FUZZ_FILES</c> sets how many; the default takes a second.
/// </summary>
public sealed class NpzFuzzTests
{
    [Fact]
    public void Read_AnyBytes_AreReadOrRefused()
    {
        string? asked = Environment.GetEnvironmentVariable("RNNGEN_FUZZ_FILES");
        int files = asked is null ? 2_000 : int.Parse(asked, CultureInfo.InvariantCulture);
        byte[][] seeds = [Whole(CompressionLevel.NoCompression), Whole(CompressionLevel.Optimal)];
        int read = 0;
        for (int seed = 0; seed < files; seed++)
        {
            byte[] file = Damaged(seeds, new System.Random(seed));
            long before = GC.GetAllocatedBytesForCurrentThread();
            Exception? error = null;
            try
            {
                NpzFile.Read("file", ZipDirectory.Read("file", new ArrayBytes(file)));
                read++;
            }
            catch (Exception e)
            {
                error = e;
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(error is null or CheckpointException, $"seed {seed}: {error}");
            Assert.True(allocated <= 16 << 20, $"seed {seed}: {allocated} bytes for {file.Length}");
        }

        Assert.InRange(read, files / 100, files / 2);
    }

    [Fact]
    public void Read_OverlappingEntries_AreRefused()
    {
        // a directory of many entries that all lead to one array, each of which would be turned around
        const string Head = "{'descr': '|u1', 'fortran_order': True, 'shape': (1000, 400), }";
        byte[] array = NpzTests.Npy(Head, new byte[400_000]);
        byte[] whole = Zip([("a", array)], CompressionLevel.NoCompression);
        int directory = BitConverter.ToInt32(whole, whole.Length - 6);
        byte[] entry = whole[directory..^22], end = whole[^22..];
        const int Count = 1000;
        byte[] all = [.. Enumerable.Repeat(entry, Count).SelectMany(static bytes => bytes)];
        BitConverter.TryWriteBytes(end.AsSpan(10), (ushort)Count);
        BitConverter.TryWriteBytes(end.AsSpan(12), all.Length);
        byte[] file = [.. whole[..directory], .. all, .. end];
        var error = Assert.Throws<CheckpointException>(() => ZipDirectory.Read("file", new ArrayBytes(file)));
        Assert.Contains("overlap", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Damaged(byte[][] seeds, System.Random random)
    {
        byte[] file = [.. seeds[random.Next(seeds.Length)]];
        for (int changes = random.Next(4); changes > 0; changes--)
        {
            // half of them where the directory and the heads are
            int end = Math.Min(file.Length, 160);
            int at = random.Next(2) == 0 ? random.Next(file.Length) : file.Length - 1 - random.Next(end);
            switch (random.Next(4))
            {
                case 0:
                    file[at] = (byte)random.Next(256);
                    break;
                case 1:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    file = [.. file[..at], .. file[Math.Min(file.Length, at + random.Next(6))..]];
                    break;
                default:
                    if (at + 4 <= file.Length)
                        BitConverter.TryWriteBytes(file.AsSpan(at), uint.MaxValue >> random.Next(32));
                    break;
            }

            if (file.Length == 0)
                return file;
        }

        return random.Next(10) == 0 ? file[..random.Next(file.Length)] : file;
    }

    private static byte[] Whole(CompressionLevel level) => Zip(
        [
            ("a/b", NpzTests.Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", new byte[24])),
            ("c", NpzTests.Npy("{'descr': '<f2', 'fortran_order': True, 'shape': (3, 2), }", new byte[12])),
        ],
        level);

    private static byte[] Zip((string Name, byte[] Content)[] entries, CompressionLevel level)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = zip.CreateEntry(name + ".npy", level).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
