using System.Text.Json;

namespace RnnGen.Interchange.Tests;

/// <summary>Files that nobody vouches for: what they say is refused in a line, whatever it is.</summary>
public sealed class DamagedFileTests
{
    private const string Key = "rnngen.layers";

    // What clears a terminal and starts lines of its own, and is long.
    private static readonly string s_evil = "\u001b[2J\r\n" + new string('x', 100_000);

    [Theory]
    [InlineData("{\"name\":\"lstm\",\"kind\":\"Recurrent\",\"cell\":null}")]
    [InlineData("{\"name\":\"lstm\",\"kind\":null}")]
    [InlineData("{\"name\":null,\"kind\":\"Dense\"}")]
    [InlineData("{\"name\":\"lstm\",\"kind\":7}")]
    [InlineData("[]")]
    public void Inspect_DamagedLayers_AreCalledSo(string layer)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        Write(path, new Arrays().Add("a", 1), $"{{\"version\":1,\"layers\":[{layer}]}}");
        (int status, string output, string error) = CommandLine.Run("inspect", path);
        Assert.Equal((0, ""), (status, error));
        Assert.Contains("rnngen.layers: damaged", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_NamesOfTheFile_ArePlainAndShortInErrors()
    {
        string evil = JsonSerializer.Serialize(s_evil);
        Refused("rnngen", Lstm("lstm"), $"{{\"name\":\"lstm\",\"kind\":\"Recurrent\",\"cell\":{evil},\"sizes\":[4]}}");
        Refused(
            "rnngen",
            Lstm(s_evil),
            $"{{\"name\":{evil},\"kind\":\"Recurrent\",\"cell\":\"Own\",\"sizes\":[4]}}");
        Refused(
            "rnngen",
            new Arrays().Add($"{s_evil}.weight", 2, 3),
            $"{{\"name\":{evil},\"kind\":\"Dense\",\"tied\":{evil}}}");
        Refused("rnngen", new Arrays().Add($"{s_evil}.weight", 2), $"{{\"name\":{evil},\"kind\":\"Dense\"}}");
        Refused("rnngen", new Arrays().Add($"{s_evil}.weight_ih_l0", 8, 2).Add($"{s_evil}.weight_hh_l0", 8, 2), null);
        Refused("pytorch", new Arrays().Add($"{s_evil}.weight_hh_l0", 4), null);
        Refused("pytorch", new Arrays().Add($"{s_evil}.weight_ih_l0", 4, 2).Add($"{s_evil}.weight_hh_l0", 9, 2), null);
        Refused("brainstate", new Arrays().Add($"{s_evil}/W/weight", 4, 2), null);
    }

    [Fact]
    public void Convert_NamesOfTheFile_ArePlainInTheReport()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        Write(path, new Arrays().Add("a\u001b[2J\nb.weight", 2, 3), null);
        (int status, string output, _) = CommandLine.Run(
            "convert", path, folder.File("c.safetensors"), "--from", "pytorch", "--to", "keras");
        Assert.Equal(0, status);
        Assert.DoesNotContain('\u001b', output);
        Assert.All(
            output.TrimEnd('\n').Split('\n').Skip(1),
            static line => Assert.True(line.Contains(": ", StringComparison.Ordinal), line));
    }

    /// <summary>Layers without numbers of their own must not make a file of many times the size.</summary>
    [Fact]
    public void Convert_ManyLayersOfOneTable_AreRefused_AndStayOneTableInRnnGensFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors"), own = folder.File("o.safetensors");
        IEnumerable<string> heads = Enumerable.Range(0, 50).Select(
            static i => $"{{\"name\":\"head{i}\",\"kind\":\"Dense\",\"tied\":\"emb\"}}");
        Write(
            path,
            new Arrays().Add("emb.weight", 20, 10),
            $"{{\"version\":1,\"layers\":[{{\"name\":\"emb\",\"kind\":\"Embedding\"}},{string.Join(',', heads)}]}}");
        var error = Assert.Throws<CheckpointException>(() => WeightInterchange.Convert(
            path, WeightSystem.RnnGen, folder.File("c.npz"), WeightSystem.Keras));
        Assert.Contains("50 layers", error.Message, StringComparison.Ordinal);
        Assert.Contains("10000 numbers", error.Message, StringComparison.Ordinal);
        ExportReport report = WeightInterchange.Convert(path, WeightSystem.RnnGen, own, WeightSystem.RnnGen);
        Assert.Equal(["emb.weight [20, 10]"], report.Written);
    }

    [Fact]
    public void Convert_LayerThatIsThereTwice_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        const string Dense = "{\"name\":\"dense\",\"kind\":\"Dense\"}";
        Write(path, new Arrays().Add("dense.weight", 2, 3), $"{{\"version\":1,\"layers\":[{Dense},{Dense}]}}");
        var error = Assert.Throws<CheckpointException>(() => WeightInterchange.Convert(
            path, WeightSystem.RnnGen, folder.File("c.npz"), WeightSystem.Keras));
        Assert.Contains("'dense' is there twice", error.Message, StringComparison.Ordinal);
    }

    private static Arrays Lstm(string name) => new Arrays().Add($"{name}.weight_ih_l0", 16, 3)
        .Add($"{name}.weight_hh_l0", 16, 4);

    private static void Refused(string from, Arrays arrays, string? layer)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        Write(path, arrays, layer is null ? null : $"{{\"version\":1,\"layers\":[{layer}]}}");
        (int status, _, string error) = CommandLine.Run(
            "convert", path, folder.File("c.npz"), "--from", from, "--to", "flax");
        Assert.Equal(2, status);
        Assert.DoesNotContain('\u001b', error);
        Assert.DoesNotContain('\r', error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.InRange(error.Length, 1, 1500);
    }

    private static void Write(string path, Arrays arrays, string? layers)
    {
        arrays.Save(path);
        if (layers is null)
            return;
        using var file = SafetensorsFile.Read(path);
        WeightFile.Write(path, file.Tensors, new Dictionary<string, string> { [Key] = layers });
    }
}
