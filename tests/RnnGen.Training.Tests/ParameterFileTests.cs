using RnnGen.Program;

namespace RnnGen.Training.Tests;

public sealed class ParameterFileTests
{
    private static readonly ParameterInfo[] s_lstm =
        [Info("lstm.weight_ih_l0", 0, 4, 2), Info("lstm.bias_ih_l0", 8, 4, 0)];

    private static readonly ParameterInfo[] s_gru =
        [Info("gru.bias_ih_l0_reverse", 0, 6, 0), Info("gru.bias_hh_l0_reverse", 6, 2, 0)];

    [Fact]
    public void Save_ThenLoad_SameBits()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        float[] values = Count(12, 1), loaded = new float[12];
        ParameterFile.Save<float>(path, s_lstm, values);
        LoadReport report = ParameterFile.Load<float>(path, s_lstm, loaded);
        Assert.Equal(values, loaded);
        Assert.Equal(["lstm.weight_ih_l0", "lstm.bias_ih_l0"], report.Loaded);
        Assert.Empty(report.Summed);
        Assert.Empty(report.Skipped);
        Assert.Empty(report.Unused);
        double[] wide = new double[12];
        ParameterFile.Load<double>(path, s_lstm, wide);
        Assert.Equal(values.Select(static v => (double)v), wide);
    }

    [Fact]
    public void Load_TwoBiasesIntoOne_Sums()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m");
        SafetensorsFile.Write(
            path,
            [
                SafetensorsTensor.From<float>("lstm.weight_ih_l0", [4, 2], Count(8, 0)),
                SafetensorsTensor.From<float>("lstm.bias_ih_l0", [4], [1, 2, 3, 4]),
                SafetensorsTensor.From<float>("lstm.bias_hh_l0", [4], [10, 20, 30, 40]),
            ]);
        float[] values = new float[12];
        LoadReport report = ParameterFile.Load<float>(path, s_lstm, values);
        Assert.Equal([11, 22, 33, 44], values[8..]);
        Assert.Equal(["lstm.bias_ih_l0 = lstm.bias_ih_l0 + lstm.bias_hh_l0"], report.Summed);
        Assert.Empty(report.Unused);
    }

    [Fact]
    public void Load_GruResetAfter_SumsGatesAndSplitsCandidate()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m");
        SafetensorsFile.Write(
            path,
            [
                SafetensorsTensor.From<double>("rnn.bias_ih_l0_reverse", [6], [1, 2, 3, 4, 5, 6]),
                SafetensorsTensor.From<double>("rnn.bias_hh_l0_reverse", [6], [10, 20, 30, 40, 50, 60]),
            ]);
        float[] values = new float[8];
        var options = new LoadOptions { Names = new Dictionary<string, string> { ["gru."] = "rnn." } };
        LoadReport report = ParameterFile.Load<float>(path, s_gru, values, options);
        Assert.Equal([11, 22, 33, 44, 5, 6, 50, 60], values);
        Assert.Single(report.Summed);
        Assert.Empty(report.Unused);
        Assert.Equal(2, report.Loaded.Count);
    }

    [Fact]
    public void Load_GruInItsOwnForm_IsNotSummed()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m");
        float[] values = Count(8, 1), loaded = new float[8];
        ParameterFile.Save<float>(path, s_gru, values);
        Assert.Empty(ParameterFile.Load<float>(path, s_gru, loaded).Summed);
        Assert.Equal(values, loaded);
    }

    [Fact]
    public void Load_TwoBiasesDeclared_AreKeptApart()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m");
        ParameterInfo[] pair = [Info("r.bias_ih_l0", 0, 6, 0), Info("r.bias_hh_l0", 6, 6, 0)];
        float[] values = Count(12, 1), loaded = new float[12];
        ParameterFile.Save<float>(path, pair, values);
        Assert.Empty(ParameterFile.Load<float>(path, pair, loaded).Summed);
        Assert.Equal(values, loaded);
    }

    [Fact]
    public void Load_MissingOrMisshapen_ChangesNothingAndNamesIt()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m");
        SafetensorsTensor weight = SafetensorsTensor.From<float>("lstm.weight_ih_l0", [4, 2], Count(8, 1));
        float[] values = new float[12];
        SafetensorsFile.Write(path, [weight]);
        var missing = Assert.Throws<CheckpointException>(() => ParameterFile.Load<float>(path, s_lstm, values));
        Assert.Equal("lstm.bias_ih_l0", missing.Tensor);
        SafetensorsFile.Write(path, [weight, SafetensorsTensor.From<float>("lstm.bias_ih_l0", [5], Count(5, 0))]);
        var shape = Assert.Throws<CheckpointException>(() => ParameterFile.Load<float>(path, s_lstm, values));
        Assert.Contains("expected [4], the file has [5]", shape.Message, StringComparison.Ordinal);
        SafetensorsFile.Write(path, [weight, SafetensorsTensor.From<int>("lstm.bias_ih_l0", [4], [1, 2, 3, 4])]);
        var type = Assert.Throws<CheckpointException>(() => ParameterFile.Load<float>(path, s_lstm, values));
        Assert.Contains("I32", type.Message, StringComparison.Ordinal);
        Assert.Equal(new float[12], values);
    }

    [Fact]
    public void Load_Partial_SkipsWithReasonAndListsUnused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m");
        SafetensorsFile.Write(
            path,
            [
                SafetensorsTensor.From<float>("lstm.weight_ih_l0", [4, 2], Count(8, 1)),
                SafetensorsTensor.From<float>("head.weight", [1], [1]),
            ]);
        float[] values = new float[12];
        LoadReport report = ParameterFile.Load<float>(path, s_lstm, values, new LoadOptions { Partial = true });
        Assert.Equal(Count(8, 1), values[..8]);
        Assert.Equal(["lstm.bias_ih_l0: the file has no such tensor."], report.Skipped);
        Assert.Equal(["head.weight"], report.Unused);
        Assert.Equal(3, report.ToString().Split('\n').Length);
    }

    private static ParameterInfo Info(string name, long offset, int rows, int columns) =>
        new(name, offset, rows, columns, [new InitialBlock(rows, InitialKind.Constant, 0)]);

    private static float[] Count(int length, float first) => [.. Enumerable.Range(0, length).Select(i => first + i)];
}
