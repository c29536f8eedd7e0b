namespace RnnGen.Interchange.Tests;

/// <summary>A dense layer whose weight is an embedding's table: one tensor here, two arrays elsewhere.</summary>
public sealed class TiedTests
{
    public static TheoryData<Type, WeightSystem, string> Both
    {
        get
        {
            var data = new TheoryData<Type, WeightSystem, string>();
            foreach (Type type in (Type[])[typeof(Models.Tied), typeof(Models.TiedNoBias)])
            {
                data.Add(type, WeightSystem.PyTorch, "dense.weight");
                data.Add(type, WeightSystem.Keras, "dense/kernel");
                data.Add(type, WeightSystem.Onnx, "dense.weight");
                data.Add(type, WeightSystem.Flax, "dense/kernel");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Export_IsWrittenUnderBothNames_AndBothAreRead(Type type, WeightSystem system, string array)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        Model<float> model = Make(type, 2), other = Make(type, 3);
        ExportReport report = model.Export(path, system);
        Assert.Contains(report.Notes, static note => note.StartsWith("dense: its weight", StringComparison.Ordinal));
        using (SafetensorsFile file = WeightFile.Open(path))
        {
            // [V, E], or transposed
            float[] table = model.Parameters["embedding.weight"].ToArray(), weight = file.Find(array)!.ToArray<float>();
            bool transposed = array.EndsWith("kernel", StringComparison.Ordinal);
            for (int i = 0; i < table.Length; i++)
                Assert.Equal(table[i], weight[transposed ? (i % 4 * 11) + (i / 4) : i]);
        }

        Assert.Empty(other.Import(path, system).Unused);
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
    }

    /// <summary>safetensors' save_model keeps one name of a tensor that two share.</summary>
    [Theory]
    [InlineData(typeof(Models.Tied), "dense.weight")]
    [InlineData(typeof(Models.TiedNoBias), "dense.weight")]
    [InlineData(typeof(Models.TiedNoBias), "embedding.weight")]
    public void Import_OneNameOfTheTwo_IsEnough(Type type, string dropped)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors"), one = folder.File("one.safetensors");
        Model<float> model = Make(type, 2), other = Make(type, 3);
        model.Export(path, WeightSystem.PyTorch);
        Rewrite(path, one, tensor => tensor.Name == dropped ? null : tensor);
        LoadReport report = other.Import(one, WeightSystem.PyTorch);
        Assert.Equal(model.Parameters.Infos.Count, report.Loaded.Count);
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
    }

    [Theory]
    [InlineData(typeof(Models.Tied))]
    [InlineData(typeof(Models.TiedNoBias))]
    public void Import_TwoThatDiffer_IsRefused(Type type)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors"), untied = folder.File("untied.safetensors");
        Model<float> model = Make(type, 2), other = Make(type, 3);
        model.Export(path, WeightSystem.PyTorch);
        Rewrite(path, untied, static tensor =>
        {
            if (tensor.Name != "dense.weight")
                return tensor;
            float[] values = tensor.ToArray<float>();
            values[^1] += 1;
            return SafetensorsTensor.From<float>(tensor.Name, tensor.Shape, values);
        });
        float[] before = other.Parameters.Flat.ToArray();
        var error = Assert.Throws<CheckpointException>(() => other.Import(untied, WeightSystem.PyTorch));
        Assert.Contains("is not embedding.weight", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, other.Parameters.Flat.ToArray());

        // in part: all but the bias of the layer that does not fit
        LoadReport report = other.Import(untied, WeightSystem.PyTorch, new LoadOptions { Partial = true });
        Assert.Equal(
            model.Parameters["embedding.weight"].ToArray(), other.Parameters["embedding.weight"].ToArray());
        Assert.Equal(type == typeof(Models.Tied) ? 1 : 0, report.Skipped.Count);
    }

    [Theory]
    [InlineData(typeof(Models.Tied))]
    [InlineData(typeof(Models.TiedNoBias))]
    public void Convert_SavedModel_IsWhatTheModelExports(Type type)
    {
        using var folder = new TemporaryFolder();
        string saved = folder.File("m.safetensors"), own = folder.File("own.safetensors");
        string converted = folder.File("c.npz"), exported = folder.File("e.npz");
        Model<float> model = Make(type, 2);
        model.Save(saved);
        model.Export(own, WeightSystem.RnnGen);
        WeightTests.AssertSame(saved, own, 0);
        model.Export(exported, WeightSystem.Keras);
        WeightInterchange.Convert(saved, WeightSystem.RnnGen, converted, WeightSystem.Keras);
        WeightTests.AssertSame(exported, converted, 0);
        WeightInterchange.Convert(saved, WeightSystem.RnnGen, own, WeightSystem.RnnGen);
        WeightTests.AssertSame(saved, own, 0);
    }

    private static Model<float> Make(Type type, ulong seed) => (Model<float>)Activator.CreateInstance(type, seed)!;

    private static void Rewrite(string from, string to, Func<SafetensorsTensor, SafetensorsTensor?> change)
    {
        using SafetensorsFile file = WeightFile.Open(from);
        WeightFile.Write(to, [.. file.Tensors.Select(change).OfType<SafetensorsTensor>()]);
    }
}
