namespace RnnGen.Interchange.Tests;

/// <summary>Files that nobody vouches for: what they say is refused in a line, whatever it is.</summary>
public sealed class DamagedFileTests
{
    private const string Key = "rnngen.layers";

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

    private static void Write(string path, Arrays arrays, string? layers)
    {
        arrays.Save(path);
        if (layers is null)
            return;
        using var file = SafetensorsFile.Read(path);
        WeightFile.Write(path, file.Tensors, new Dictionary<string, string> { [Key] = layers });
    }
}
