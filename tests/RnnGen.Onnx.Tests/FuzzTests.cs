using System.Globalization;
using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Tests;

/// <summary>Random and mutated files: a model, or an <see cref="OnnxException"/>, and little memory.</summary>
public sealed class FuzzTests
{
    private const long LeastMemory = 16 << 20;

    /// <summary>Files that are read; RNNGEN_ONNX_FUZZ says how many in a long run.</summary>
    private static int Count
    {
        get
        {
            string? given = Environment.GetEnvironmentVariable("RNNGEN_ONNX_FUZZ");
            return int.TryParse(given, CultureInfo.InvariantCulture, out int count) ? count : 2000;
        }
    }

    [Fact]
    public void Read_OfRandomAndMutatedFiles_GivesAModelOrItsException()
    {
        string[] models = [.. Declared.Readable, "[Input(3)] [MeanPool] [Dense(2)]"];
        byte[][] files = [.. models.Select(static text => Declared.Exported(text).File)];
        Model<float>[] targets = [.. models.Select(static text => Declared.Model(text))];
        Load(files[0], targets[0]);
        int read = 0, taken = 0;
        for (int seed = 0; seed < Count; seed++)
        {
            var random = new Random(seed);
            int which = random.Next(files.Length);
            byte[] file = seed % 10 == 0 ? Noise(random)
                : Mutate(random, files[which], files[random.Next(files.Length)]);
            try
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                long started = Environment.TickCount64;
                bool isModel = Load(file, targets[which]);
                long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.True(bytes <= Math.Max(LeastMemory, 4L * file.Length), $"seed {seed}: {bytes} bytes");
                Assert.True(Environment.TickCount64 - started < 10_000, $"seed {seed}: it took too long");
                read++;
                taken += isModel ? 1 : 0;
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}: {error}");
            }
        }

        Assert.Equal(Count, read);
        Assert.InRange(taken, 1, Count - 1);
    }

    [Fact]
    public void Read_OfAFileOfEmptyMessages_AllocatesNoMoreThanItsBudget()
    {
        // a model whose graph is nodes of no bytes: two bytes of the file each
        byte[] nodes = new byte[40_000_000];
        for (int i = 0; i < nodes.Length; i += 2)
            nodes[i] = (1 << 3) | 2;
        using var stream = new MemoryStream();
        new ProtoWriter().Data(7, nodes).WriteTo(stream);
        byte[] file = stream.ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<OnnxException>(() => OnnxReader.Read(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, LeastMemory);
    }

    /// <summary>All that reads files; false where the file is refused.</summary>
    private static bool Load(byte[] file, Model<float> model)
    {
        try
        {
            OnnxDeclaration.Write(OnnxReader.Read(file), "M", null, "file");
            model.ImportOnnx(file);
            return true;
        }
        catch (OnnxException)
        {
            return false;
        }
    }

    private static byte[] Noise(Random random)
    {
        byte[] bytes = new byte[random.Next(2000)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutate(Random random, byte[] file, byte[] other)
    {
        var bytes = new List<byte>(file);
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            int at = random.Next(bytes.Count), length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                    break;
                case 4:
                    bytes.InsertRange(at, other.AsSpan(random.Next(other.Length - 40), 40).ToArray());
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }

            if (bytes.Count == 0)
                bytes.Add(0);
        }

        return [.. bytes];
    }
}
