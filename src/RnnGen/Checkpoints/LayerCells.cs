using System.Text;
using System.Text.Json;

namespace RnnGen;

/// <summary>
/// Which cells a file's recurrent layers have, and which a model's, with the activation of those that have one: what
/// <see cref="LayerFile"/> writes and what the generator emits say it alike, and nothing else of either is read here.
/// </summary>
internal static class LayerCells
{
    private const string LibrarysOwn = "RnnGen.Cells.";
    private const string WithActivation = LibrarysOwn + "SimpleRnnCell";

    // A hundred thousand layers; a longer text is nobody's model.
    private const int Longest = 1 << 20;

    private const int LongestName = 512;

    /// <summary>
    /// A layer whose equations are others in the file than in the model, although the tensors have one name and shape:
    /// its first tensor and what is wrong; null where there is none, or where the file does not say it.
    /// </summary>
    /// <remarks>Of the library's own cells only: others may have been renamed since.</remarks>
    public static (string Tensor, string Problem)? Mismatch(SafetensorsFile file, Model model, LoadOptions options)
    {
        if (!file.Metadata.TryGetValue(LayerFile.Key, out string? text) || text.Length > Longest)
            return null;
        Dictionary<string, string> saved = Read(Encoding.UTF8.GetBytes(text));
        if (saved.Count == 0)
            return null;
        foreach ((string layer, string cell) in Read(model.StructureText))
        {
            string tensor = options.FileName($"{layer}.weight_ih_l0");
            string owner = tensor[..Math.Max(0, tensor.LastIndexOf('.'))];
            if (saved.TryGetValue(owner, out string? other) && other != cell)
            {
                return (
                    tensor,
                    $"the file's layer has the equations of {Excerpt.Of(other)}, the model's those of {cell}: the same "
                        + "numbers would compute something else.");
            }
        }

        return null;
    }

    /// <summary>The library's cells by the layers' names; what is no such text has none.</summary>
    private static Dictionary<string, string> Read(ReadOnlySpan<byte> text)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        var json = new Utf8JsonReader(text);
        try
        {
            string? name = null, cell = null, activation = null;
            bool isInLayers = false;
            while (json.Read())
            {
                switch (json.TokenType)
                {
                    case JsonTokenType.PropertyName when json.CurrentDepth == 1:
                        isInLayers = json.ValueTextEquals("layers"u8);
                        break;
                    case JsonTokenType.StartObject when json.CurrentDepth == 2:
                        name = cell = activation = null;
                        break;
                    case JsonTokenType.PropertyName when isInLayers && json.CurrentDepth == 3:
                        if (json.ValueTextEquals("name"u8))
                            name = Value(ref json);
                        else if (json.ValueTextEquals("cell"u8))
                            cell = Value(ref json);
                        else if (json.ValueTextEquals("activation"u8))
                            activation = Value(ref json);
                        break;
                    case JsonTokenType.EndObject when isInLayers && json.CurrentDepth == 2:
                        if (name is not null && cell?.StartsWith(LibrarysOwn, StringComparison.Ordinal) == true)
                            cells[name] = cell == WithActivation ? $"{cell} with {activation ?? "Tanh"}" : cell;
                        break;
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Who has the declaration can do without: a damaged text is the business of those who need it.
        }

        return cells;
    }

    private static string? Value(ref Utf8JsonReader json)
        => json.Read() && json.TokenType == JsonTokenType.String && json.ValueSpan.Length <= LongestName
            ? json.GetString() : null;
}
