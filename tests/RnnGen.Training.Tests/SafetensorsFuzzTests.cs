using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using RnnGen.Program;

namespace RnnGen.Training.Tests;

/// <summary>
/// Damaged, random and hostile files: each is read, or refused with the documented exception, quickly and without
/// memory that it only claims. <c>RNNGEN_FUZZ_FILES</c> sets how many; the default takes a second.
/// </summary>
public sealed class SafetensorsFuzzTests
{
    private const long Floor = 16 << 20;

    private static readonly string[] s_tokens =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "-1", "-0", "0", "1e3", "1.0",
        "8", "16",
        "9223372036854775807", "18446744073709551616", "\"F32\"", "\"F64\"", "\"BOOL\"", "\"dtype\"", "\"shape\"",
        "\"data_offsets\"", "\"__metadata__\"", "\"rnngen.sha256\"", "\"rnngen.version\"", "[0,8]", "[8,16]", "[]",
        "{}", " ", "\n", "\"a\"", "\"\"", "\u00ff",
    ];

    private static readonly ParameterInfo[] s_parameters =
    [
        new("a", 0, 2, 1, [new InitialBlock(2, InitialKind.Constant, 0)]),
        new("bias_ih", 2, 3, 0, [new InitialBlock(3, InitialKind.Constant, 0)]),
    ];

    [Fact]
    public void Read_AnyBytes_AreReadOrRefused()
    {
        string? asked = Environment.GetEnvironmentVariable("RNNGEN_FUZZ_FILES");
        int files = asked is null ? 2_000 : int.Parse(asked, CultureInfo.InvariantCulture);
        byte[][] seeds = Seeds();
        int read = 0, refused = 0;
        for (int seed = 0; seed < files; seed++)
        {
            byte[] file = Damaged(seeds, new System.Random(seed));
            if (Try(file, $"seed {seed}"))
                read++;
            else
                refused++;
        }

        // both ways are gone: the fuzzer knows what a file looks like, and breaks it
        Assert.True(read > files / 100, $"only {read} of {files} were read");
        Assert.True(refused > files / 4, $"only {refused} of {files} were refused");
    }

    [Fact]
    public void Open_MappedFiles_AreReadOrRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m");
        var random = new System.Random(5);
        byte[] whole = Large();
        for (int i = 0; i < 20; i++)
        {
            byte[] file = [.. whole];
            for (int changes = random.Next(3); changes >= 0; changes--)
                file[random.Next(200)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, i == 0 ? whole : file);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Exception? error = Record.Exception(() =>
            {
                using SafetensorsFile opened = SafetensorsFile.Open(path);
                opened.Tensors.FirstOrDefault()?.Data.Span.IndexOf((byte)1);
            });
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(error is null or CheckpointException, error?.ToString());
            Assert.True(allocated <= Floor, $"{allocated} bytes");
        }
    }

    /// <summary>What a header can ask for most, each with the bytes that its file would have in a large file.</summary>
    [Theory]
    [InlineData("tensors")]
    [InlineData("too many tensors")]
    [InlineData("metadata")]
    [InlineData("too much metadata")]
    [InlineData("long name")]
    [InlineData("long field")]
    [InlineData("long escaped text")]
    [InlineData("deep")]
    [InlineData("dimensions")]
    public void Read_HostileHeader_CostsNoMoreThanItIsLong(string kind)
    {
        string header = kind switch
        {
            "tensors" => Tensors(SafetensorsFile.MostTensors),
            "too many tensors" => Tensors(4 * SafetensorsFile.MostTensors),
            "metadata" => Metadata(SafetensorsFile.MostMetadata),
            "too much metadata" => Metadata(1_000_000),
            "long name" => "{\"" + new string('n', 8_000_000) + "\":1}",
            "long field" => "{\"a\":{\"" + new string('n', 8_000_000) + "\":1}}",
            "long escaped text" => "{\"__metadata__\":{\"a\":\"\\n" + new string('n', 8_000_000) + "\"}}",
            "deep" => "{\"a\":" + new string('[', 1_000_000),
            _ => "{\"a\":{\"shape\":[" + string.Join(',', Enumerable.Repeat("1", 1_000_000)) + "]}}",
        };
        Try(Whole(header, 0), kind);
    }

    private static bool Try(byte[] file, string described)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        Exception? error = null;
        try
        {
            SafetensorsFile read = SafetensorsReader.Parse("file", new ArrayBytes(file));
            ParameterFile.Load(read, s_parameters, stackalloc float[5], new LoadOptions { Partial = true });
        }
        catch (Exception e)
        {
            error = e;
        }

        TimeSpan took = Stopwatch.GetElapsedTime(start);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(error is null or CheckpointException, $"{described}: {error}");
        Assert.True(
            allocated <= Math.Max(Floor, 4L * file.Length), $"{described}: {allocated} bytes for {file.Length}");
        Assert.True(took < TimeSpan.FromSeconds(10), $"{described}: {took}");
        return error is null;
    }

    private static byte[] Damaged(byte[][] seeds, System.Random random)
    {
        if (random.Next(20) == 0)
        {
            byte[] noise = new byte[random.Next(300)];
            random.NextBytes(noise);
            return noise;
        }

        byte[] whole = seeds[random.Next(seeds.Length)];
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        byte[] header = whole[8..(8 + length)], data = whole[(8 + length)..];
        for (int changes = random.Next(4); changes > 0; changes--)
            header = Change(header, random);
        if (random.Next(8) == 0)
            data = new byte[random.Next(64)];
        byte[] file = Whole(header, data);
        if (random.Next(8) == 0)
            file = file[..random.Next(file.Length + 1)];
        if (file.Length > 8 && random.Next(8) == 0)
        {
            ulong claimed = random.Next(2) == 0 ? (ulong)random.Next(400) : ulong.MaxValue >> random.Next(64);
            BinaryPrimitives.WriteUInt64LittleEndian(file, claimed);
        }

        return file;
    }

    private static byte[] Change(byte[] text, System.Random random)
    {
        int at = random.Next(text.Length + 1), end = Math.Min(text.Length, at + random.Next(12));
        byte[] token = Encoding.Latin1.GetBytes(s_tokens[random.Next(s_tokens.Length)]);
        switch (random.Next(6))
        {
            case 0:
                return [.. text[..at], .. token, .. text[at..]];
            case 1:
                return [.. text[..at], .. token, .. text[end..]];
            case 2:
                return [.. text[..at], .. text[end..]];
            case 3:
                return [.. text[..end], .. text[at..]];
            case 4:
                return [.. text, .. new byte[random.Next(9)].Select(static _ => (byte)' ')];
            default:
                byte[] changed = [.. text];
                if (changed.Length > 0)
                    changed[random.Next(changed.Length)] = (byte)random.Next(256);
                return changed;
        }
    }

    private static byte[][] Seeds()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m");
        SafetensorsTensor[] tensors =
        [
            SafetensorsTensor.From<float>("a", [2, 1], [1, 2]),
            SafetensorsTensor.From<double>("bias_ih", [3], [1, 2, 3]),
            SafetensorsTensor.From<Half>("bias_hh", [3], [(Half)1, (Half)2, (Half)3]),
            SafetensorsTensor.From<float>("empty", [0, 4], []),
            SafetensorsTensor.From<byte>("u", [], [7]),
        ];
        var metadata = new Dictionary<string, string> { ["format"] = "pt", ["text"] = "\u00e4\n\"" };
        SafetensorsFile.Write(path, tensors, metadata);
        byte[] plain = File.ReadAllBytes(path);
        SafetensorsFile.Write(path, tensors[..1], metadata, seal: true);
        return [plain, File.ReadAllBytes(path), Whole("{}", 0)];
    }

    private static byte[] Large()
    {
        const string Header = """{"large":{"dtype":"F32","shape":[300000],"data_offsets":[0,1200000]}}""";
        return Whole(Header, 1_200_000);
    }

    private static string Tensors(int count)
    {
        var text = new StringBuilder("{");
        for (int i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append('"').Append(i.ToString("x", CultureInfo.InvariantCulture))
                .Append("\":{\"dtype\":\"U8\",\"shape\":[0,1,1,1,1,1,1,1],\"data_offsets\":[0,0]}");
        }

        return text.Append('}').ToString();
    }

    private static string Metadata(int count)
    {
        var text = new StringBuilder("{\"__metadata__\":{");
        for (int i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append('"').Append(i.ToString("x", CultureInfo.InvariantCulture))
                .Append("\":\"v\"");
        }

        return text.Append("}}").ToString();
    }

    private static byte[] Whole(string header, int dataLength) =>
        Whole(Encoding.UTF8.GetBytes(header), new byte[dataLength]);

    private static byte[] Whole(byte[] header, byte[] data)
    {
        byte[] file = new byte[8 + header.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.CopyTo(file, 8);
        data.CopyTo(file, 8 + header.Length);
        return file;
    }
}
