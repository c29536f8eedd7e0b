using System.IO.Compression;
using System.Text;
using RnnGen.Npz;

namespace RnnGen.Interchange.Tests;

public sealed class NpzTests
{
    [Fact]
    public void Write_ThenRead_SameArrays()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz"), again = folder.File("n.npz");
        SafetensorsTensor[] arrays =
        [
            SafetensorsTensor.From<float>("a/b", [2, 3], [1, 2, float.NaN, -0f, 5, float.Epsilon]),
            SafetensorsTensor.From<double>("scalar", [], [Math.PI]),
            SafetensorsTensor.From<Half>("h\u00e4lf", [2], [(Half)1, (Half)(-2)]),
            SafetensorsTensor.From<long>("i", [3], [1, long.MinValue, 3]),
            SafetensorsTensor.From<float>("empty", [0, 4], []),
        ];
        WeightFile.Write(path, arrays);
        WeightFile.Write(again, arrays);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(again));
        using SafetensorsFile file = WeightFile.Open(path);
        Assert.Equal(arrays.Select(static a => a.Name), file.Tensors.Select(static a => a.Name));
        foreach (SafetensorsTensor array in arrays)
        {
            SafetensorsTensor read = file.Find(array.Name)!;
            Assert.Equal(array.Type, read.Type);
            Assert.Equal(array.Shape.ToArray(), read.Shape.ToArray());
            Assert.Equal(array.Data.ToArray(), read.Data.ToArray());
        }
    }

    /// <summary>NumPy has no such numbers: the message says which tensor has them, and the file stays.</summary>
    [Theory]
    [InlineData(TensorType.BF16, 2)]
    [InlineData(TensorType.F8_E4M3, 1)]
    public void Write_NumbersThatNumPyHasNot_NamesTheTensor(TensorType type, int size)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz");
        File.WriteAllText(path, "old");
        SafetensorsTensor[] arrays =
        [
            SafetensorsTensor.From<float>("a", [1], [1]), new("lstm.weight_hh_l0", type, [3], new byte[3 * size]),
        ];
        var error = Assert.Throws<NotSupportedException>(() => WeightFile.Write(path, arrays));
        Assert.Contains($"{path}, tensor 'lstm.weight_hh_l0'", error.Message, StringComparison.Ordinal);
        Assert.Contains(type.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
    }

    /// <summary>What <c>torch_cases.py</c> wrote with NumPy 1.24.</summary>
    [Fact]
    public void Read_FilesOfNumPy()
    {
        string recorded = Path.Combine(AppContext.BaseDirectory, "Recorded");
        using SafetensorsFile file = WeightFile.Open(Path.Combine(recorded, "numpy.npz"));
        Assert.Equal([0, 1, 2, 3, 4, 5], file.Find("a/c")!.ToArray<float>());
        Assert.Equal([0, 1, 2, 3, 4, 5], file.Find("a/fortran")!.ToArray<double>());
        Assert.Equal([(Half)1, (Half)4], file.Find("half")!.ToArray<Half>());
        Assert.Equal(Enumerable.Range(0, 24).Select(static i => (long)i), file.Find("cube")!.ToArray<long>());
        Assert.Equal([2, 3, 4], file.Find("cube")!.Shape.ToArray());
        Assert.Equal([0.5f], file.Find("scalar")!.ToArray<float>());
        using SafetensorsFile compressed = WeightFile.Open(Path.Combine(recorded, "compressed.npz"));
        Assert.Equal([0, 1, 2, 3, 4, 5], compressed.Find("c")!.ToArray<float>());
    }

    /// <summary>
    /// Bytes as NumPy 1.24 wrote them: <c>np.save</c> of arange(6).reshape(2, 3), the second in Fortran's order.
    /// </summary>
    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", new float[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", new float[] { 0, 3, 1, 4, 2, 5 })]
    public void Read_EitherOrder_IsInTheOrderOfC(string head, float[] stored)
    {
        using var folder = new TemporaryFolder();
        string path = Store(folder, Npy(head, [.. stored.SelectMany(BitConverter.GetBytes)]));
        using SafetensorsFile file = WeightFile.Open(path);
        Assert.Equal([0, 1, 2, 3, 4, 5], file.Find("a")!.ToArray<float>());
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", null)]
    [InlineData("{\"shape\": (6,), \"descr\": \"<f4\", \"fortran_order\": False}", null)]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }", "the wrong way round")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2, 3), }", "objects are pickles")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }", "does not take the 24 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (6), }", "its shape is no tuple")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-6,), }", "integers of at least 0")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", "does not take")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,6,1), }", "more than 8 dimensions")]
    [InlineData("{'descr': '<f4', 'fortran_order': 1, 'shape': (2, 3), }", "lacks True or False")]
    [InlineData("{'descr': '<f4', 'shape': (2, 3), }", "must have descr, fortran_order and shape")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", "has it twice")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } x", "goes on")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (6,), }", "lacks")]
    public void Read_Head_IsChecked(string head, string? problem)
    {
        using var folder = new TemporaryFolder();
        string path = Store(folder, Npy(head, new byte[24]));
        if (problem is null)
        {
            using SafetensorsFile file = WeightFile.Open(path);
            Assert.Equal(6, file.Find("a")!.Count);
            return;
        }

        var error = Assert.Throws<CheckpointException>(() => WeightFile.Open(path));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal("a", error.Tensor);
    }

    [Fact]
    public void Read_Compressed_IsUnfolded_AndABombRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] array = Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }", new byte[24]);
        using (SafetensorsFile file = WeightFile.Open(Store(folder, array, CompressionLevel.Optimal)))
            Assert.Equal(new float[6], file.Find("a")!.ToArray<float>());
        byte[] bomb = Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (30000000,), }", new byte[30_000_000]);
        string path = Store(folder, bomb, CompressionLevel.Optimal);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<CheckpointException>(() => WeightFile.Open(path));
        Assert.Contains("np.savez_compressed", error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    [Fact]
    public void Read_AnyByteChanged_IsReadOrRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = File.ReadAllBytes(
            Store(folder, Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", new byte[8])));
        for (int i = 0; i < whole.Length; i++)
        {
            foreach (byte value in (byte[])[0, 0xFF, (byte)(whole[i] ^ 1), (byte)(whole[i] ^ 0x80)])
            {
                byte[] changed = [.. whole];
                changed[i] = value;
                Exception? error = Record.Exception(
                    () => NpzFile.Read("f", ZipDirectory.Read("f", new ArrayBytes(changed))));
                Assert.True(error is null or CheckpointException, $"byte {i} = {value}: {error}");
            }

            Exception? cut = Record.Exception(
                () => NpzFile.Read("f", ZipDirectory.Read("f", new ArrayBytes(whole[..i]))));
            Assert.True(cut is CheckpointException, $"cut at {i}: {cut}");
        }
    }

    [Theory]
    [InlineData("model.h5", "\u0089HDF\r\n\u001a\n", "keras.models.load_model")]
    [InlineData("model.pt", "\u0080\u0002}", "safetensors.torch")]
    [InlineData("tree.pkl", "\u0080\u0004}", "numpy.savez")]
    [InlineData("kernel.npy", "\u0093NUMPY", "numpy.savez")]
    [InlineData("flax.msgpack", "\u0081", "msgpack_restore")]
    [InlineData("model.onnx", "\u0008\u0007", "RnnGen.Onnx")]
    [InlineData("notes.txt", "notes of a run", "no safetensors file?")]
    public void Open_OtherFormats_AreRefusedWithWhatConvertsThem(string name, string start, string lines)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File(name);
        File.WriteAllBytes(path, [.. Encoding.Latin1.GetBytes(start), .. new byte[40]]);
        var error = Assert.Throws<CheckpointException>(() => WeightFile.Open(path));
        Assert.Contains(lines, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model/data.pkl", "torch.load")]
    [InlineData("model.weights.h5", "keras.models.load_model")]
    [InlineData("readme.txt", "a zip file without arrays")]
    public void Open_OtherZips_AreRefusedWithWhatConvertsThem(string entry, string lines)
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<CheckpointException>(() => WeightFile.Open(Store(folder, [1, 2, 3], name: entry)));
        Assert.Contains(lines, error.Message, StringComparison.Ordinal);
    }

    internal static byte[] Npy(string head, byte[] data)
    {
        byte[] text = Encoding.Latin1.GetBytes(head + "\n");
        return [.. NpyHeader.Mark, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. text, .. data];
    }

    private static string Store(
        TemporaryFolder folder, byte[] content, CompressionLevel level = CompressionLevel.NoCompression,
        string name = "a.npy")
    {
        string path = folder.File("stored.npz");
        using FileStream stream = File.Create(path);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        using Stream entry = zip.CreateEntry(name, level).Open();
        entry.Write(content);
        return path;
    }
}
