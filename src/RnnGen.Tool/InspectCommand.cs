using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace RnnGen.Tool;

/// <summary><c>rnngen inspect FILE</c>: what a file holds.</summary>
internal static class InspectCommand
{
    private const string Own = "rnngen.", Note = Own + "note.";

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A safetensors or .npz file." };
        var command = new DescribedCommand(
            "inspect",
            "Shows a file's tensors and metadata.",
            [
                "Of each tensor type, shape, bytes, sum, mean and range, and how many numbers are not finite. Of a",
                "model that RnnGen saved also what its layers are, its vocabulary, classes, scalers and notes.",
            ],
            "rnngen inspect model.safetensors",
            "rnngen inspect keras.npz");
        command.Add(file);
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string path, TextWriter output)
    {
        using SafetensorsFile file = WeightFile.Open(path);
        long numbers = file.Tensors.Sum(static tensor => (long)tensor.Count);
        long bytes = file.Tensors.Sum(static tensor => (long)tensor.Data.Length);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: {file.Tensors.Count} tensors, {numbers:N0} numbers, {bytes:N0} bytes"));
        foreach ((string key, string value) in file.Metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            output.WriteLine(Describe(key, value));
        output.WriteLine();
        var table = new Table(3, "tensor", "type", "shape", "bytes", "sum", "mean", "least", "largest", "NaN", "inf");
        foreach (SafetensorsTensor tensor in file.Tensors)
            table.Add(Row(tensor));
        table.Write(output);
        return ToolCommand.Done;
    }

    private static string[] Row(SafetensorsTensor tensor)
    {
        string[] head =
        [
            Plain.Line(tensor.Name), tensor.Type.ToString(), TensorValues.Shape(tensor),
            tensor.Data.Length.ToString("N0", CultureInfo.InvariantCulture),
        ];
        if (TensorValues.Of(tensor) is not { } values)
            return [.. head, "-", "-", "-", "-", "-", "-"];
        var figures = TensorFigures.Of(values);
        return
        [
            .. head,
            .. new[] { figures.Sum, figures.Mean, figures.Least, figures.Largest }.Select(TensorFigures.Print),
            figures.NaN.ToString(CultureInfo.InvariantCulture), figures.Infinite.ToString(CultureInfo.InvariantCulture),
        ];
    }

    private static string Describe(string key, string value)
    {
        try
        {
            switch (key)
            {
                case Own + "vocabulary":
                    return string.Create(
                        CultureInfo.InvariantCulture, $"vocabulary: {Count(value, "tokens"):N0} tokens");
                case Own + "layers":
                    return $"layers: {Layers(value)}";
                case Own + "input_scaler" or Own + "target_scaler":
                    return $"{key[Own.Length..].Replace('_', ' ')}: {Count(value, "offset")} features";
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return $"{key}: damaged. {e.Message}";
        }

        return key.StartsWith(Note, StringComparison.Ordinal)
            ? $"note '{Plain.Line(key[Note.Length..])}': {Plain.Line(value)}"
            : $"{Plain.Line(key.StartsWith(Own, StringComparison.Ordinal) ? key[Own.Length..] : key)}: "
                + Plain.Line(value);
    }

    /// <summary>Names with what they are: of a recurrent layer its cell, without the namespace of those here.</summary>
    private static string Layers(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Plain.Line(string.Join(", ", document.RootElement.GetProperty("layers").EnumerateArray().Select(Layer)));
    }

    private static string Layer(JsonElement layer)
    {
        string kind = layer.TryGetProperty("cell", out _)
            ? Text(layer, "cell").Replace("RnnGen.Cells.", "", StringComparison.Ordinal)
            : Text(layer, "kind");
        return $"{Text(layer, "name")} ({kind})";
    }

    private static string Text(JsonElement layer, string member) => layer.GetProperty(member).GetString()
        ?? throw new JsonException($"A layer's \"{member}\" is null.");

    private static int Count(string json, string list)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty(list).GetArrayLength();
    }
}
