using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace RnnGen.Training.Tests;

public sealed class SafetensorsTests
{
    private const string Valid =
        """{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},""" +
        """ "b":{"dtype":"F64","shape":[],"data_offsets":[8,16]}}""";

    [Fact]
    public void Write_ThenRead_SameTensors()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        SafetensorsTensor[] tensors =
        [
            SafetensorsTensor.From<float>("layer.weight \"ü\"\n", [2, 3], [1, 2, 3, float.NaN, -0f, float.Epsilon]),
            SafetensorsTensor.From<double>("d", [], [Math.PI]),
            SafetensorsTensor.From<long>("order", [3], [1, long.MinValue, 3]),
            SafetensorsTensor.From<float>("empty", [0, 5], []),
        ];
        SafetensorsFile.Write(path, tensors, new Dictionary<string, string> { ["format"] = "pt", ["a"] = "ß" });
        SafetensorsFile file = SafetensorsFile.Read(path);
        Assert.Equal(tensors.Length, file.Tensors.Count);
        foreach (SafetensorsTensor tensor in tensors)
        {
            SafetensorsTensor read = file.Find(tensor.Name)!;
            Assert.Equal(tensor.Type, read.Type);
            Assert.Equal(tensor.Shape.ToArray(), read.Shape.ToArray());
            Assert.Equal(tensor.Data.ToArray(), read.Data.ToArray());
        }

        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal("ß", file.Metadata["a"]);
        Assert.Equal([1, long.MinValue, 3], file.Find("order")!.ToArray<long>());
        Assert.Null(file.Find("absent"));
        Assert.Equal(["m.safetensors"], folder.Files());
    }

    [Fact]
    public void Read_HalfTypes_AreConverted()
    {
        byte[] half = [0x00, 0x3C, 0x00, 0xC0]; // 1, -2
        byte[] brain = [0x80, 0x3F, 0x00, 0xC0]; // 1, -2
        float[] values = new float[2];
        new SafetensorsTensor("h", TensorType.F16, [2], half).CopyTo<float>(values);
        Assert.Equal([1, -2], values);
        new SafetensorsTensor("b", TensorType.BF16, [2], brain).CopyTo<float>(values);
        Assert.Equal([1, -2], values);
        Assert.Throws<NotSupportedException>(
            () => SafetensorsTensor.From<int>("i", [2], [1, 2]).CopyTo<float>(new float[2]));
    }

    [Fact]
    public void From_MoreThanAnArrayOfBytesHolds_SaysSo()
    {
        // Nothing is there behind the first one: it is refused before anything is read.
        var first = 1f;
        Assert.Contains("'w' has 2400000000 bytes", Assert.Throws<NotSupportedException>(() =>
        {
            ReadOnlySpan<float> values = MemoryMarshal.CreateReadOnlySpan(ref first, 600_000_000);
            SafetensorsTensor.From("w", [600_000_000], values);
        }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ValidHeader_IsAccepted()
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile file = SafetensorsFile.Read(Store(folder, Valid, 16));
        Assert.Equal(["a", "b"], file.Tensors.Select(static t => t.Name));
        Assert.Equal("v", file.Metadata["k"]);
    }

    [Theory]
    [InlineData("\"F32\"", "\"F31\"", "unknown dtype 'F31'")]
    [InlineData("\"F32\"", "\"f32\"", "unknown dtype")]
    [InlineData("\"F32\"", "\"F64\"", "takes 16 bytes, data_offsets give 8")]
    [InlineData("\"F32\"", "32", "dtype must be one string")]
    [InlineData("[2,1]", "[2,2]", "takes 16 bytes, data_offsets give 8")]
    [InlineData("[2,1]", "[-2,-1]", "integers of at least 0")]
    [InlineData("[2,1]", "[2.5,1]", "integers of at least 0")]
    [InlineData("[2,1]", "[\"2\",1]", "integers of at least 0")]
    [InlineData("[2,1]", "2", "shape must be an array")]
    [InlineData("[2,1]", "[4611686018427387904,4]", "too large")]
    [InlineData("[2,1]", "[99999999999999999999]", "integers of at least 0")]
    [InlineData("[0,8]", "[0,8,16]", "must hold 2 integers, not 3")]
    [InlineData("[0,8]", "[8,0]", "begins at 8 and ends at 0")]
    [InlineData("[0,8]", "[0,4]", "takes 8 bytes, data_offsets give 4")]
    [InlineData("[0,8]", "[8,16]", "expected 0")]
    [InlineData("[0,8]", "[4,12]", "expected 0")]
    [InlineData("[8,16]", "[12,20]", "ends at 20; the file has 16")]
    [InlineData("[8,16]", "[4,12]", "inside another tensor's")]
    [InlineData("[8,16]", "[8,9223372036854775807]", "truncated")]
    [InlineData("\"b\"", "\"a\"", "occurs twice")]
    [InlineData("\"b\"", "\"__metadata__\"", "occurs twice")]
    [InlineData("[2,1]", "[-0,1]", "integers of at least 0")]
    [InlineData("[2,1]", "[1,1,1,1,1,1,1,2,1]", "more than 8 integers")]
    [InlineData("[2,1]", "[[2,1]]", "depth of 3")]
    [InlineData("\"b\"", "\"\"", "a tensor must have a name")]
    [InlineData("\"b\"", "\"\\ud800\"", "not valid JSON in UTF-8")]
    [InlineData("\"a\":{", "\"a\":[{", "must be an object")]
    [InlineData("\"shape\":[2,1],", "", "must all be given")]
    [InlineData("\"shape\":[2,1],", "\"shape\":[2,1],\"shape\":[2,1],", "shape occurs twice")]
    [InlineData("\"shape\":[2,1],", "\"shape\":[2,1],\"x\":1,", "unknown field 'x'")]
    [InlineData("\"dtype\":\"F32\",", "", "must all be given")]
    [InlineData(",\"data_offsets\":[0,8]", "", "must all be given")]
    [InlineData("{\"k\":\"v\"}", "{\"k\":1}", "must be a string")]
    [InlineData("{\"k\":\"v\"}", "{\"k\":\"v\",\"k\":\"w\"}", "occurs twice")]
    [InlineData("{\"k\":\"v\"}", "7", "metadata must be an object")]
    [InlineData("[8,16]}}", "[8,16]}", "not valid JSON")]
    [InlineData("[8,16]}}", "[8,16]}}}", "not valid JSON")]
    [InlineData("[8,16]}}", "[8,16]}} {}", "not valid JSON")]
    [InlineData("{\"__", " {\"__", "does not begin with '{'")]
    public void Read_MutatedHeader_SaysWhy(string from, string to, string message)
    {
        using var folder = new TemporaryFolder();
        int at = Valid.IndexOf(from, StringComparison.Ordinal);
        string path = Store(folder, Valid[..at] + to + Valid[(at + from.Length)..], 16);
        CheckpointException error = Assert.Throws<CheckpointException>(() => SafetensorsFile.Read(path));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_LargeFile_IsMappedAndHasTheSameNumbers()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m");
        float[] values = [.. Enumerable.Range(0, 400_000).Select(static i => i * 0.5f)];
        SafetensorsTensor[] tensors =
        [
            SafetensorsTensor.From<float>("w", [400, 1000], values), SafetensorsTensor.From<byte>("odd", [1], [3]),
        ];
        SafetensorsFile.Write(path, tensors, seal: true);
        SafetensorsTensor mapped;
        using (SafetensorsFile file = SafetensorsFile.Open(path))
        {
            mapped = file.Find("w")!;
            Assert.Equal(values, mapped.ToArray<float>());
            Assert.Equal(new FileInfo(path).Length, file.Tensors.Sum(static t => (long)t.Data.Length) + HeaderOf(path));
        }

        Assert.Throws<ObjectDisposedException>(() => mapped.ToArray<float>());
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1_000_000] ^= 1;
        File.WriteAllBytes(path, bytes);
        CheckpointException error = Assert.Throws<CheckpointException>(() => SafetensorsFile.Open(path));
        Assert.Contains("the file was altered", error.Message, StringComparison.Ordinal);
        File.Delete(path); // nothing holds it
    }

    private static long HeaderOf(string path) =>
        8 + BinaryPrimitives.ReadInt64LittleEndian(File.ReadAllBytes(path).AsSpan(0, 8));

    [Fact]
    public void Read_InvalidUtf8_SaysWhy()
    {
        using var folder = new TemporaryFolder();
        string path = Store(folder, Valid, 16);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[Array.IndexOf(bytes, (byte)'v')] = 0xFF;
        File.WriteAllBytes(path, bytes);
        CheckpointException error = Assert.Throws<CheckpointException>(() => SafetensorsFile.Read(path));
        Assert.Contains("not valid JSON in UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LongName_IsCutInTheMessage()
    {
        using var folder = new TemporaryFolder();
        string name = new('n', 100_000);
        string path = Store(folder, "{\"" + name + "\":1}", 0);
        CheckpointException error = Assert.Throws<CheckpointException>(() => SafetensorsFile.Read(path));
        Assert.Contains("(100000 characters)", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 1000);
        Assert.Equal(name, error.Tensor);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(17)]
    public void Read_DataOfOtherLength_Throws(int length)
    {
        using var folder = new TemporaryFolder();
        string path = Store(folder, Valid, length);
        Assert.Throws<CheckpointException>(() => SafetensorsFile.Read(path));
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1ul << 63)]
    [InlineData(100_000_001)]
    [InlineData(1000)]
    [InlineData(0)]
    public void Read_WrongHeaderLength_Throws(ulong length)
    {
        using var folder = new TemporaryFolder();
        string path = Store(folder, Valid, 16);
        byte[] bytes = File.ReadAllBytes(path);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        File.WriteAllBytes(path, bytes);
        Assert.Throws<CheckpointException>(() => SafetensorsFile.Read(path));
    }

    [Fact]
    public void Read_Text_SaysThatItIsNone()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("notes.txt");
        File.WriteAllText(path, "Notes of a run, and no model file at all.");
        CheckpointException error = Assert.Throws<CheckpointException>(() => SafetensorsFile.Read(path));
        Assert.Contains("(no safetensors file?)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CutAnywhere_Throws()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = File.ReadAllBytes(Store(folder, Valid, 16));
        string path = folder.File("cut");
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<CheckpointException>(() => SafetensorsFile.Read(path));
        }
    }

    [Fact]
    public void Read_AnyByteOfTheHeaderChanged_ReadsOrThrowsCheckpointException()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = File.ReadAllBytes(Store(folder, Valid, 16));
        string path = folder.File("changed");
        for (int i = 0; i < whole.Length - 16; i++)
        {
            foreach (byte value in (byte[])[0, (byte)'"', (byte)'{', (byte)'9', 0xFF, (byte)(whole[i] ^ 1)])
            {
                byte[] changed = [.. whole];
                changed[i] = value;
                File.WriteAllBytes(path, changed);
                Exception? error = Record.Exception(() => SafetensorsFile.Read(path));
                Assert.True(error is null or CheckpointException, $"byte {i} = {value}: {error}");
            }
        }
    }

    [Fact]
    public void Write_Fails_OldFileStaysAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m");
        SafetensorsTensor tensor = SafetensorsTensor.From<float>("a", [1], [1]);
        SafetensorsFile.Write(path, [tensor]);
        byte[] before = File.ReadAllBytes(path);
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(path, [tensor, tensor]));
        var broken = new SafetensorsTensor("b", TensorType.F32, [1], new BrokenMemory(4).Memory);
        Assert.Throws<IOException>(() => SafetensorsFile.Write(path, [tensor, broken]));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["m"], folder.Files());
    }

    [Fact]
    public void Write_ThroughLink_ReplacesTheLinkedFile()
    {
        if (OperatingSystem.IsWindows())
            return; // links need a privilege there
        using var folder = new TemporaryFolder();
        string path = folder.File("real"), link = folder.File("link");
        SafetensorsFile.Write(path, [SafetensorsTensor.From<float>("a", [1], [1])]);
        File.CreateSymbolicLink(link, path);
        SafetensorsFile.Write(link, [SafetensorsTensor.From<float>("b", [1], [1])]);
        Assert.NotNull(SafetensorsFile.Read(path).Find("b"));
        Assert.NotNull(File.ResolveLinkTarget(link, false));
    }

    private static string Store(TemporaryFolder folder, string header, int dataLength)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] bytes = new byte[8 + text.Length + dataLength];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        text.CopyTo(bytes, 8);
        string path = folder.File("stored");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
