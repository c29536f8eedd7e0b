using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Onnx.Tests;

/// <summary>
/// Files that PyTorch 1.13 wrote, with what it computes (pytorch.py): the declaration of the file and its weights
/// compute the same.
/// </summary>
public sealed class PyTorchFileTests
{
    private const int Rows = 2, Steps = 5;

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "PyTorch");

    private static readonly Lazy<CompiledDeclarations> s_compiled = new(static () => DeclarationCompiler.Compile(
        Files.Select(static file => Read(file)).Distinct()));

    public static IEnumerable<object[]> Cases
        => Files.Select(static file => new object[] { file, Of(file).GetProperty("name").GetString()! });

    private static IEnumerable<string> Files
        => Directory.GetFiles(s_folder, "*.onnx").Select(static path => Path.GetFileName(path)).Order();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Declaration_OfAPyTorchFile_ComputesWhatPyTorchDoes(string file, string name)
    {
        Model<float> model = s_compiled.Value.Create<float>(Read(file), seed: 1);
        model.ImportOnnx(Path.Combine(s_folder, file));
        JsonElement @case = Of(file);
        float[] input = Numbers(@case, "input"), expected = Numbers(@case, "output");
        int[] lengths = [.. @case.GetProperty("lengths").EnumerateArray().Select(static length => length.GetInt32())];
        Batch<float> batch = model.Info.Vocabulary > 0
            ? Batch<float>.FromTokens(Array.ConvertAll(input, static token => (int)token), Rows, Steps, lengths)
            : Batch<float>.FromFeatures(input, Rows, Steps, lengths);
        float[] actual = model.Forward(batch).Values.ToArray();
        Assert.True(expected.Length == actual.Length, $"{name}: {actual.Length} numbers; PyTorch: {expected.Length}");
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }

    private static Declaration Read(string file)
    {
        IEnumerable<string> lines = OnnxDeclaration.Write(Path.Combine(s_folder, file)).Split('\n')
            .Where(static line => line.StartsWith('[') && line != "[RnnModel]");
        return new Declaration(string.Join("\n", lines), Precision.Single);
    }

    private static JsonElement Of(string file)
    {
        string path = Path.Combine(s_folder, Path.ChangeExtension(file, ".json"));
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement;
    }

    private static float[] Numbers(JsonElement @case, string name)
        => [.. @case.GetProperty(name).EnumerateArray().Select(static number => number.GetSingle())];
}
