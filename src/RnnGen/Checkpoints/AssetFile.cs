using System.Text.Json;
using RnnGen.Program;

namespace RnnGen;

/// <summary>A model's assets as metadata of a safetensors file.</summary>
internal static class AssetFile
{
    private const string Vocabulary = ModelFile.Prefix + "vocabulary";
    private const string Classes = ModelFile.Prefix + "classes";
    private const string InputScaler = ModelFile.Prefix + "input_scaler";
    private const string TargetScaler = ModelFile.Prefix + "target_scaler";
    private const string Note = ModelFile.Prefix + "note.";

    /// <summary>Whether metadata of a name is an asset.</summary>
    public static bool IsAsset(string key) =>
        key is Vocabulary or Classes or InputScaler or TargetScaler || key.StartsWith(Note, StringComparison.Ordinal);

    public static void Write(Model model, Dictionary<string, string> metadata)
    {
        ModelAssets assets = model.Assets;
        if (assets.Vocabulary != null)
            metadata[Vocabulary] = assets.Vocabulary.ToJson();
        if (assets.ClassNames != null)
            metadata[Classes] = PrintNames(assets.ClassNames);
        if (assets.InputScaler != null)
            metadata[InputScaler] = assets.InputScaler.ToJson();
        if (assets.TargetScaler != null)
            metadata[TargetScaler] = assets.TargetScaler.ToJson();
        foreach ((string key, string value) in model.Notes)
        {
            metadata[Note + key] = value
                ?? throw new InvalidOperationException($"The note '{key}' of {model.Info.Name} is null.");
        }
    }

    /// <summary>Reads what a file has, checked against the model; nothing of the model changes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="partial">Whether what does not fit is skipped.</param>
    /// <exception cref="CheckpointException">An asset is damaged or does not fit, and may not be skipped.</exception>
    public static StagedAssets Read(SafetensorsFile file, Model model, bool partial)
    {
        ModelInfo info = model.Info;
        ModelAssets assets = model.Assets;
        var staged = new StagedAssets();
        void Take(string key, string name, Func<string, ModelAssets> read)
        {
            if (!file.Metadata.TryGetValue(key, out string? text))
                return;
            try
            {
                assets = read(text);
                staged.Loaded.Add(name);
            }
            catch (Exception error) when (error is FormatException or ArgumentException or JsonException)
            {
                if (!partial)
                {
                    throw new CheckpointException(
                        file.Path, null, $"the {name} cannot be used: {error.Message}", error);
                }

                staged.Skipped.Add($"{name}: {error.Message}");
            }
        }

        Take(Vocabulary, "vocabulary", text => assets with
        {
            Vocabulary = AssetChecks.Vocabulary(
                info, RnnGen.Vocabulary.FromJson(text).WithTokenizerOf(assets.Vocabulary)),
        });
        Take(Classes, "class names", text => assets with
        {
            ClassNames = AssetChecks.ClassNames(info, ReadNames(text)),
        });
        Take(InputScaler, "input scaler", text => assets with
        {
            InputScaler = AssetChecks.InputScaler(info, Scaler.FromJson(text)),
        });
        Take(TargetScaler, "target scaler", text => assets with
        {
            TargetScaler = AssetChecks.TargetScaler(info, Scaler.FromJson(text)),
        });
        foreach ((string key, string value) in file.Metadata)
        {
            if (!key.StartsWith(Note, StringComparison.Ordinal))
                continue;
            staged.Notes.Add(key[Note.Length..], value);
            staged.Loaded.Add($"note '{key[Note.Length..]}'");
        }

        staged.Assets = assets;
        return staged;
    }

    private static string PrintNames(IReadOnlyList<string> names) => Data.JsonFields.Write(json =>
    {
        json.WriteStartArray();
        foreach (string name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    });

    private static string[] ReadNames(string text)
    {
        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Array
            || root.EnumerateArray().Any(static name => name.ValueKind != JsonValueKind.String))
        {
            throw new FormatException("expected an array of strings.");
        }

        return [.. root.EnumerateArray().Select(static name => name.GetString()!)];
    }
}
