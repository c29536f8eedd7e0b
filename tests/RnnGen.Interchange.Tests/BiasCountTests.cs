namespace RnnGen.Interchange.Tests;

/// <summary>Two biases load into one as their sum, and one into two with zeros beside it.</summary>
public sealed partial class BiasCountTests
{
    [Theory]
    [InlineData(typeof(Models.OneBiasLstm), typeof(TwoBiasLstm))]
    [InlineData(typeof(Models.PlainGru), typeof(Models.TwoBiasGru))]
    [InlineData(typeof(Models.ResetBefore), typeof(Models.TwoBiasResetBefore))]
    [InlineData(typeof(Models.GruStack), typeof(TwoBiasGruStack))]
    public void Load_OfTheOtherNumberOfBiases_ComputesTheSame(Type one, Type two)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        foreach ((Type saved, Type declared) in (ReadOnlySpan<(Type, Type)>)[(one, two), (two, one)])
        {
            Model<float> source = Make(saved, 1);
            source.Save(path);
            foreach (Func<Model<float>, LoadReport> load in (Func<Model<float>, LoadReport>[])
                [model => model.Load(path), model => model.Import(path, WeightSystem.RnnGen)])
            {
                Model<float> model = Make(declared, 2);
                LoadReport report = load(model);
                Assert.Empty(report.Unused);
                Assert.Equal(model.Parameters.Infos.Count, report.Loaded.Count);
                Assert.Equal(saved == two, report.Summed.Count > 0);
                AssertSame(Outputs(source), Outputs(model));
            }
        }
    }

    [Fact]
    public void Convert_OfPyTorchsFile_LoadsIntoTwoBiases()
    {
        using var folder = new TemporaryFolder();
        string torch = folder.File("t.safetensors"), own = folder.File("own.safetensors");
        Model<float> source = Make(typeof(TwoBiasLstm), 1);
        source.Export(torch, WeightSystem.PyTorch);
        WeightInterchange.Convert(torch, WeightSystem.PyTorch, own, WeightSystem.RnnGen);
        var model = new TwoBiasLstm(seed: 2);
        LoadReport report = model.Load(own);
        Assert.Contains("lstm.bias_hh_l0 = 0: the file has one bias, lstm.bias_ih_l0", report.Converted);
        AssertSame(Outputs(source), Outputs(model));
    }

    /// <summary>The file has one bias where PyTorch's has two.</summary>
    [Fact]
    public void Import_OfASavedModelAsPyTorchs_SaysWhoSavedIt()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        Make(typeof(Models.OneBiasLstm), 1).Save(path);
        var error = Assert.Throws<CheckpointException>(
            () => new Models.OneBiasLstm(seed: 2).Import(path, WeightSystem.PyTorch));
        Assert.Contains("RnnGen saved it", error.Message, StringComparison.Ordinal);
        Assert.Contains("WeightSystem.RnnGen", error.Message, StringComparison.Ordinal);
    }

    private static Model<float> Make(Type type, ulong seed)
    {
        var model = (Model<float>)Activator.CreateInstance(type, seed)!;
        var random = new Random((int)seed);
        foreach (ref float value in model.Parameters.Flat)
            value = random.NextSingle() - 0.5f;
        model.Parameters.Commit();
        return model;
    }

    private static float[] Outputs(Model<float> model)
    {
        float[] features = [.. Enumerable.Range(0, 15).Select(static i => MathF.Sin(i * 1.7f))];
        return model.Forward(Batch<float>.FromFeatures(features, 1, 5)).Values;
    }

    private static void AssertSame(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-6f);
    }

    [RnnModel]
    [Input(3)]
    [Lstm(4, Biases = 2)]
    public sealed partial class TwoBiasLstm;

    [RnnModel]
    [Input(3)]
    [Gru(5, Layers = 2, Bidirectional = true, Biases = 2)]
    public sealed partial class TwoBiasGruStack;
}
