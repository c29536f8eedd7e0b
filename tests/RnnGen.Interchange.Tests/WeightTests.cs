using System.Diagnostics;

namespace RnnGen.Interchange.Tests;

/// <summary>PyTorch's numbers, refusals, and what is the same whatever the system.</summary>
public sealed class WeightTests
{
    private const string Python = "/usr/bin/python3";

    private static readonly string[] s_torchCases = ["rnn", "relu", "lstm", "gru", "stack", "grustack", "projected"];

    public static TheoryData<string> TorchCases => [.. s_torchCases];

    /// <summary>What <c>torch_cases.py</c> wrote with PyTorch 1.13.</summary>
    [Theory]
    [MemberData(nameof(TorchCases))]
    public void PyTorch_Recorded_SameOutputsAndBack(string name) =>
        CheckTorch(Path.Combine(AppContext.BaseDirectory, "Recorded", $"{name}.safetensors"), name);

    [TorchFact]
    public void PyTorch_Fresh_SameOutputsAndBack()
    {
        using var folder = new TemporaryFolder();
        string script = Path.Combine(AppContext.BaseDirectory, "torch_cases.py");
        using Process process = Process.Start(Python, [script, Path.GetDirectoryName(folder.File("x"))!]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        foreach (string name in s_torchCases)
            CheckTorch(folder.File($"{name}.safetensors"), name);
    }

    [Fact]
    public void PyTorch_TwoBiasesIntoOne_AreSummedAndReported()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz");
        var two = new Models.TwoBiasLstm(seed: 5);
        two.Export(path, WeightSystem.PyTorch);
        var one = new Models.OneBiasLstm();
        LoadReport report = one.Import(path, WeightSystem.PyTorch);
        Assert.Equal(["lstm.bias_ih_l0 = both biases of each gate"], report.Summed);
        Assert.Equal(["dense.weight", "dense.bias"], report.Unused);
        float[] expected =
        [
            .. two.Parameters["lstm.bias_ih_l0"].ToArray().Zip(
                two.Parameters["lstm.bias_hh_l0"].ToArray(), static (a, b) => a + b),
        ];
        Assert.Equal(expected, one.Parameters["lstm.bias_ih_l0"].ToArray());
    }

    /// <summary>What belongs to a layer and is not zero is no leftover: without it outputs would be others.</summary>
    [Theory]
    [InlineData("lstm.bias_ih_l0", 16L)]
    [InlineData("lstm.weight_ih_l0_reverse", 16L, 3L)]
    [InlineData("lstm.weight_hh_l1", 16L, 4L)]
    public void Import_ArraysOfALayerThatAreNotDeclared_AreRefusedUnlessZero(string name, params long[] shape)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz");
        var none = new Models.NoBiasLstm(seed: 5);
        none.Export(path, WeightSystem.PyTorch);
        float[] before = none.Parameters.Flat.ToArray();
        SafetensorsTensor[] exported;
        using (SafetensorsFile file = WeightFile.Open(path))
        {
            exported = [.. file.Tensors.Select(static tensor =>
                SafetensorsTensor.From<float>(tensor.Name, tensor.Shape, tensor.ToArray<float>()))];
        }

        var values = new float[shape.Aggregate(1L, static (a, b) => a * b)];
        WeightFile.Write(path, [.. exported, SafetensorsTensor.From<float>(name, shape, values)]);
        Assert.Equal([name], none.Import(path, WeightSystem.PyTorch).Unused);
        values[^1] = 0.5f;
        WeightFile.Write(path, [.. exported, SafetensorsTensor.From<float>(name, shape, values)]);
        var error = Assert.Throws<CheckpointException>(() => none.Import(path, WeightSystem.PyTorch));
        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("has no place in the declaration", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, none.Parameters.Flat.ToArray());
        none.Import(path, WeightSystem.PyTorch, new LoadOptions { Partial = true });
    }

    [Fact]
    public void Import_Float64_IsRoundedAndReportedOrRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz");
        var model = new Models.NoBiasLstm(seed: 5);
        void Write(double first)
        {
            double[] input = [.. Enumerable.Range(0, 48).Select(static i => i / 100.0)];
            input[0] = first;
            WeightFile.Write(
                path,
                [
                    SafetensorsTensor.From<double>("lstm.weight_ih_l0", [16, 3], input),
                    SafetensorsTensor.From<double>("lstm.weight_hh_l0", [16, 4], new double[64]),
                ]);
        }

        Write(0.1);
        string note = Assert.Single(model.Import(path, WeightSystem.PyTorch).Converted);
        Assert.EndsWith("float64 is rounded to the model's float32", note, StringComparison.Ordinal);
        Assert.Equal(0.1f, model.Parameters["lstm.weight_ih_l0"][0]);
        Write(1e300);
        var error = Assert.Throws<CheckpointException>(() => model.Import(path, WeightSystem.PyTorch));
        Assert.Contains("1E+300 at 0 is beyond the model's Single", error.Message, StringComparison.Ordinal);
        Assert.Equal(0.1f, model.Parameters["lstm.weight_ih_l0"][0]);
    }

    [Fact]
    public void Import_BiasIntoNone_OnlyWhereItIsZero()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz");
        var one = new Models.OneBiasLstm(seed: 5);
        one.Export(path, WeightSystem.Flax);
        var none = new Models.NoBiasLstm();
        float[] before = none.Parameters.Flat.ToArray();
        var error = Assert.Throws<CheckpointException>(() => none.Import(path, WeightSystem.Flax));
        Assert.Contains("declare Biases = 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, none.Parameters.Flat.ToArray());
        Assert.Equal(2, none.Import(path, WeightSystem.Flax, new LoadOptions { Partial = true }).Skipped.Count);
        Assert.Equal(before, none.Parameters.Flat.ToArray());
        one.Parameters["lstm.bias_ih_l0"].Clear();
        one.Parameters.Commit();
        one.Export(path, WeightSystem.Flax);
        none.Import(path, WeightSystem.Flax);
        Assert.Equal(one.Parameters["lstm.weight_hh_l0"].ToArray(), none.Parameters["lstm.weight_hh_l0"].ToArray());
    }

    [Theory]
    [InlineData(WeightSystem.PyTorch, typeof(Models.ResetBefore), "its GRU resets after the product")]
    [InlineData(WeightSystem.PyTorch, typeof(Models.Textbook), "its GRU resets after the product")]
    [InlineData(WeightSystem.Flax, typeof(Models.Textbook), "its GRUCell resets after the product")]
    [InlineData(WeightSystem.Brainstate, typeof(Models.PlainGru), "its GRUCell resets before the product")]
    [InlineData(WeightSystem.Keras, typeof(Models.Peephole), "Keras has no layer like an LSTM with peepholes")]
    [InlineData(WeightSystem.Onnx, typeof(Models.Projected), "ONNX has no layer like an LSTM with a projection")]
    [InlineData(WeightSystem.Keras, typeof(Models.Coupled), "LstmCoupledCell: its input gate is 1 - f and has no")]
    [InlineData(WeightSystem.Onnx, typeof(Models.Minimal), "MguCell: one gate both resets and updates")]
    [InlineData(WeightSystem.PyTorch, typeof(Models.OwnCell), "FourGates: it is none of RnnGen's")]
    [InlineData(WeightSystem.Keras, typeof(Models.Chain), "crf.transitions: Keras has no conditional random field")]
    public void Export_WithoutCounterpart_IsRefusedWithTheReason(WeightSystem system, Type type, string reason)
    {
        using var folder = new TemporaryFolder();
        var model = (Model<float>)Activator.CreateInstance(type, 1ul)!;
        var error = Assert.Throws<NotSupportedException>(() => model.Export(folder.File("m.npz"), system));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Files());
    }

    /// <summary>A new cell gets its form in other systems, or the reason why it has none.</summary>
    [Fact]
    public void Cells_OfTheLibrary_HaveAFormOrAReason()
    {
        string[] cells =
        [
            .. typeof(RnnGen.Cells.LstmCell).Assembly.GetExportedTypes()
                .Where(static type => type.Namespace == "RnnGen.Cells").Select(static type => type.FullName!),
        ];
        Assert.True(cells.Length > 15);
        Assert.All(cells, static cell => Assert.True(
            Layouts.CellForms.Of(cell) is not null
                || !Layouts.CellForms.Refusal(cell).Contains("none of RnnGen's", StringComparison.Ordinal),
            cell));
    }

    [Fact]
    public void Import_GruOfTheOtherForm_SaysWhatToDeclare()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz");
        new Models.PlainGru().Export(path, WeightSystem.Keras);
        var error = Assert.Throws<CheckpointException>(() => new Models.ResetBefore().Import(path, WeightSystem.Keras));
        Assert.Contains("declare Variant = GruVariant.ResetAfter", error.Message, StringComparison.Ordinal);
        Assert.Equal("gru/bias", error.Tensor);
        new Models.ResetBefore().Export(path, WeightSystem.Keras);
        error = Assert.Throws<CheckpointException>(() => new Models.PlainGru().Import(path, WeightSystem.Keras));
        Assert.Contains("declare Variant = GruVariant.ResetBefore", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_NamesOfKerasItself_AreUnderstood()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz"), renamed = folder.File("n.npz");
        var model = new Models.Tagger(seed: 4);
        model.Export(path, WeightSystem.Keras);
        using (SafetensorsFile file = WeightFile.Open(path))
        {
            WeightFile.Write(renamed, [.. file.Tensors.Select(static tensor => new SafetensorsTensor(
                tensor.Name.Replace("lstm/forward", "tagger/forward_lstm/lstm_cell_1", StringComparison.Ordinal)
                    .Replace("lstm/backward", "tagger/backward_lstm/lstm_cell_2", StringComparison.Ordinal) + ":0",
                tensor.Type, tensor.Shape, tensor.Data.ToArray()))]);
        }

        var other = new Models.Tagger(seed: 9);
        var names = new Dictionary<string, string> { ["lstm/"] = "tagger/" };
        LoadReport report = other.Import(renamed, WeightSystem.Keras, new LoadOptions { Names = names });
        Assert.Empty(report.Unused);
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Import_MissingArray_ChangesNothingAndNamesIt()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz");
        new Models.OneBiasLstm(seed: 3).Export(path, WeightSystem.Keras);
        var model = new Models.Tagger();
        float[] before = model.Parameters.Flat.ToArray();
        var error = Assert.Throws<CheckpointException>(() => model.Import(path, WeightSystem.Keras));
        Assert.Equal("embedding/embeddings", error.Tensor);
        Assert.Contains("'lstm/forward/kernel'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Only the file has 'lstm/kernel'", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.Flat.ToArray());
    }

    [Theory]
    [InlineData(typeof(Models.Stack), WeightSystem.Keras)]
    [InlineData(typeof(Models.Stack), WeightSystem.Onnx)]
    [InlineData(typeof(Models.GruStack), WeightSystem.Flax)]
    [InlineData(typeof(Models.GruStack), WeightSystem.RnnGen)]
    [InlineData(typeof(Models.PlainRnn), WeightSystem.Brainstate)]
    [InlineData(typeof(Models.TokenGru), WeightSystem.Keras)]
    [InlineData(typeof(Models.Peephole), WeightSystem.RnnGen)]
    [InlineData(typeof(Models.Projected), WeightSystem.PyTorch)]
    [InlineData(typeof(Models.Chain), WeightSystem.PyTorch)]
    [InlineData(typeof(Models.BareChain), WeightSystem.PyTorch)]
    [InlineData(typeof(Models.Chain), WeightSystem.RnnGen)]
    [InlineData(typeof(Models.Optioned), WeightSystem.Keras)]
    [InlineData(typeof(Models.Optioned), WeightSystem.RnnGen)]
    public void RoundTrip_AnyModel_SameFileAgain(Type type, WeightSystem system)
    {
        using var folder = new TemporaryFolder();
        string first = folder.File("1.npz"), second = folder.File("2.npz");
        var model = (Model<float>)Activator.CreateInstance(type, 1ul)!;
        var other = (Model<float>)Activator.CreateInstance(type, 2ul)!;
        model.Export(first, system);
        Assert.Equal(model.Parameters.Infos.Count, other.Import(first, system).Loaded.Count);
        other.Export(second, system);
        AssertSame(first, second, 0);
    }

    /// <summary>pytorch-crf scores a path by these three, [from, to] as here.</summary>
    [Fact]
    public void PyTorch_RandomField_HasTheNamesOfPytorchCrf()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz"), saved = folder.File("m.safetensors"), converted = folder.File("c.npz");
        var model = new Models.Chain(seed: 2);
        ExportReport report = model.Export(path, WeightSystem.PyTorch);
        using (SafetensorsFile file = WeightFile.Open(path))
        {
            Assert.Equal(model.Parameters["crf.transitions"].ToArray(), file.Find("crf.transitions")!.ToArray<float>());
            Assert.Equal(model.Parameters["crf.start"].ToArray(), file.Find("crf.start_transitions")!.ToArray<float>());
            Assert.Equal(model.Parameters["crf.end"].ToArray(), file.Find("crf.end_transitions")!.ToArray<float>());
        }

        Assert.Contains(report.Notes, static note => note.StartsWith("crf: CRF(3)", StringComparison.Ordinal));
        model.Save(saved);
        Assert.Equal(
            report.Notes,
            WeightInterchange.Convert(saved, WeightSystem.RnnGen, converted, WeightSystem.PyTorch).Notes);
        AssertSame(path, converted, 0);
        WeightInterchange.Convert(path, WeightSystem.PyTorch, saved, WeightSystem.RnnGen);
        var other = new Models.Chain(seed: 3);
        Assert.Empty(other.Load(saved).Unused);
        Assert.Equal(model.Parameters["crf.end"].ToArray(), other.Parameters["crf.end"].ToArray());

        // the rest of it, where nobody has such a thing
        var all = new ConversionOptions { SkipsUnknown = true };
        report = WeightInterchange.Convert(saved, WeightSystem.RnnGen, converted, WeightSystem.Keras, all);
        Assert.Equal(5, report.Written.Count);
        Assert.Contains(report.Notes, static note => note.StartsWith("crf: left out", StringComparison.Ordinal));
    }

    [Fact]
    public void RnnGen_Export_IsWhatSaveWrites()
    {
        using var folder = new TemporaryFolder();
        string saved = folder.File("1.safetensors"), exported = folder.File("2.safetensors");
        var model = new Models.GruStack(seed: 6);
        model.Save(saved);
        model.Export(exported, WeightSystem.RnnGen);
        AssertSame(saved, exported, 0);
    }

    internal static void AssertSame(string first, string second, double tolerance)
    {
        using SafetensorsFile a = WeightFile.Open(first), b = WeightFile.Open(second);
        Assert.Equal(a.Tensors.Select(static t => t.Name).Order(), b.Tensors.Select(static t => t.Name).Order());
        foreach (SafetensorsTensor tensor in a.Tensors)
        {
            float[] x = tensor.ToArray<float>(), y = b.Find(tensor.Name)!.ToArray<float>();
            Assert.True(x.Zip(y).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance), tensor.Name);
        }
    }

    private static void CheckTorch(string path, string name)
    {
        using var folder = new TemporaryFolder();
        Model<float> model = name switch
        {
            "rnn" => new Models.PlainRnn(),
            "relu" => new Models.ReluRnn(),
            "lstm" => new Models.TwoBiasLstm(),
            "gru" => new Models.TokenGru(),
            "stack" => new Models.Stack(),
            "grustack" => new Models.GruStack(),
            _ => new Models.Projected(),
        };
        using SafetensorsFile file = WeightFile.Open(path);
        LoadReport report = model.Import(path, WeightSystem.PyTorch);
        Assert.Equal(["case.input", "case.output"], report.Unused.Order());
        SafetensorsTensor input = file.Find("case.input")!;
        float[] expected = file.Find("case.output")!.ToArray<float>(), actual = new float[expected.Length];
        if (input.Type == TensorType.I64)
        {
            int[] tokens = [.. input.ToArray<long>().Select(static token => (int)token)];
            model.Predict(tokens, actual);
        }
        else
        {
            model.Predict(input.ToArray<float>(), actual);
        }

        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) < 1e-5, $"{name}, output {i}: {expected[i]}, {actual[i]}");

        // with two biases the way back is the same bits
        if (report.Summed.Count > 0)
            return;
        string back = folder.File("back.safetensors");
        model.Export(back, WeightSystem.PyTorch);
        using SafetensorsFile written = WeightFile.Open(back);
        Assert.Equal(file.Tensors.Count - 2, written.Tensors.Count);
        foreach (SafetensorsTensor tensor in written.Tensors)
            Assert.Equal(file.Find(tensor.Name)!.Data.ToArray(), tensor.Data.ToArray());
    }

    private sealed class TorchFactAttribute : FactAttribute
    {
        private static readonly Lazy<bool> s_hasTorch = new(HasTorch);

        public TorchFactAttribute()
        {
            if (!s_hasTorch.Value)
                Skip = "Needs PyTorch: apt-get install python3-torch.";
        }

        private static bool HasTorch()
        {
            if (!File.Exists(Python))
                return false;
            using var process = Process.Start(new ProcessStartInfo(
                Python, ["-c", "import importlib.util as u; raise SystemExit(u.find_spec('torch') is None)"]));
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
