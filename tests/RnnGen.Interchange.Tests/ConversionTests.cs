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
