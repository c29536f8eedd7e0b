namespace RnnGen.Interchange.Tests;

/// <summary>Conversions without a model that must not succeed, and what they say.</summary>
public sealed class ConversionTests
{
    /// <summary>An answer about a layer of another kind was meant of another layer.</summary>
    [Theory]
    [InlineData("'dense' is said to be a recurrent layer, and is a dense layer", "--cell", "dense=lstm")]
    [InlineData("'lstm' is said to be a dense layer, and is a recurrent layer", "--dense", "lstm")]
    [InlineData("'dense' is said to be an embedding, and is a dense layer", "--embedding", "dense")]
    [InlineData("'layernorm' is said to be a dense layer, and is a layer normalisation", "--dense", "layernorm")]
    public void Answer_AboutALayerOfAnotherKind_IsRefused(string problem, string option, string answer)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz"), converted = folder.File("c.npz");
        new Models.Tagger(seed: 1).Export(path, WeightSystem.PyTorch);
        Refused(problem, converted, path, "pytorch", "keras", option, answer);
    }

    [Fact]
    public void CellWithoutAKind_IsToldTheKinds()
    {
        using var folder = new TemporaryFolder();
        Refused(
            "--cell takes NAME=KIND, each name once; 'lstm' is none. KIND is lstm, rnn, gru-reset-after",
            folder.File("c.npz"), "m.npz", "pytorch", "keras", "--cell", "lstm");
    }

    /// <summary>What RnnGen's file says of a stack holds for all of its layers.</summary>
    [Theory]
    [InlineData("'r', layer 1: it is a GRU that resets after the product, and layer 0", true, 4, true, 3, true)]
    [InlineData("'r', layer 1: it has no bias, and layer 0 has one", true, 4, true, 4, false)]
    [InlineData("'r', layer 1: there is no layer 0", false, 4, true, 4, true)]
    public void StackOfUnlikeLayers_IsRefused_ToRnnGenOnly(
        string problem, bool hasFirst, int gates0, bool bias0, int gates1, bool bias1)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz"), own = folder.File("c.safetensors");
        var arrays = new Arrays();
        if (hasFirst)
            Stacked(arrays, 0, gates0, bias0);
        Stacked(arrays, 1, gates1, bias1);
        arrays.Save(path);
        Refused(problem, own, path, "pytorch", "rnngen");
        Assert.Equal(0, CommandLine.Run("convert", path, own, "--from", "pytorch", "--to", "keras").Status);
    }

    [Theory]
    [InlineData("No name of a layer stands before 'weight_ih_l0'", "", "_l0")]
    [InlineData("No name of a layer stands before 'weight_ih'", "", "")]
    [InlineData("'cell.weight_ih' is a cell's", "cell.", "")]
    public void StateDict_OfAModuleAlone_IsToldWhatHelps(string problem, string prefix, string suffix)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz");
        new Arrays().Add($"{prefix}weight_ih{suffix}", 8, 3).Add($"{prefix}weight_hh{suffix}", 8, 2).Save(path);
        Refused(problem, folder.File("c.npz"), path, "pytorch", "keras");
    }

    [Fact]
    public void OwnCell_ToRnnGen_IsToldThatTheFileIsRnnGensAlready()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors"), own = folder.File("c.safetensors");
        new Models.OwnCell(seed: 1).Save(path);
        Refused("The file is RnnGen's already: leave out --from and --to", own, path, "rnngen", "rnngen");
    }

    /// <summary>A batch normalisation's factors look like a layer normalisation's.</summary>
    [Theory]
    [InlineData("pytorch", "d.weight", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var")]
    [InlineData("keras", "d/kernel", "bn/gamma", "bn/beta", "bn/moving_mean", "bn/moving_variance")]
    public void LayerWithArraysThatAreUnknown_IsLeftOutAsAWhole(string from, string dense, params string[] norm)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz"), converted = folder.File("c.npz");
        Arrays arrays = new Arrays().Add(dense, 4, 4);
        foreach (string name in norm)
            arrays.Add(name, 4);
        arrays.Save(path);
        Refused("SkipsUnknown", converted, path, from, "flax");
        (int status, string output, _) = CommandLine.Run(
            "convert", path, converted, "--from", from, "--to", "flax", "--skip-unknown");
        Assert.Equal(0, status);
        Assert.Contains($"note: bn: left out, as nothing is known of its {norm[2]}\n", output);
        using SafetensorsFile file = WeightFile.Open(converted);
        Assert.Equal("d/kernel", Assert.Single(file.Tensors).Name);
    }

    private static void Stacked(Arrays arrays, int layer, int gates, bool hasBias)
    {
        arrays.Add($"r.weight_ih_l{layer}", gates * 2, 2).Add($"r.weight_hh_l{layer}", gates * 2, 2);
        if (hasBias)
            arrays.Add($"r.bias_ih_l{layer}", gates * 2).Add($"r.bias_hh_l{layer}", gates * 2);
    }

    private static void Refused(
        string problem, string converted, string path, string from, string to, params string[] options)
    {
        (int status, _, string error) = CommandLine.Run(
            ["convert", path, converted, "--from", from, "--to", to, .. options]);
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.Equal(2, status);
        Assert.False(File.Exists(converted));
    }
}
