using System.Globalization;
using System.Text.Json;
using RnnGen.Data;
using RnnGen.Structure;

namespace RnnGen;

/// <summary>
/// What a file's layers are, as metadata beside the numbers: names and shapes of tensors do not tell a GRU that resets
/// before the product from one that resets after it, nor an LSTM from another cell of four gates.
/// </summary>
internal static class LayerFile
{
    /// <summary>The metadata's name.</summary>
    public const string Key = ModelFile.Prefix + "layers";

    // Another one means that what is left out has another meaning; members that are added do not.
    private const int Version = 1;

    /// <summary>Adds what a model's layers are; nothing of a model whose program does not say it.</summary>
    public static void Write(Model model, Dictionary<string, string> metadata)
    {
        if (model.LayersOrNull() is { } layers)
            metadata[Key] = Print([.. layers.Select(static layer => new SavedLayer(layer))]);
    }

    /// <summary>The layers that may have weights, as json: members that have their default are left out.</summary>
    public static string Print(IReadOnlyList<SavedLayer> layers) => JsonFields.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteStartArray("layers");
        foreach (SavedLayer layer in layers.Where(HasWeights).DistinctBy(static layer => layer.Structure.Name))
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Structure.Name);
            json.WriteString("kind", layer.Structure.Kind.ToString());
            if (!layer.IsDeclared)
                json.WriteBoolean("declared", false);
            Members(json, layer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>What a file says of its layers, or null where it says nothing.</summary>
    /// <exception cref="CheckpointException">It is damaged, or of a later version.</exception>
    public static IReadOnlyList<SavedLayer>? Read(SafetensorsFile file)
    {
        if (!file.Metadata.TryGetValue(Key, out string? text))
            return null;
        try
        {
            return JsonFields.Read(text, "list of layers", static root =>
            {
                int version = Number(root, "version", 0);
                return version == Version
                    ? (IReadOnlyList<SavedLayer>)
                        [.. JsonFields.Field(root, "layers", JsonValueKind.Array).EnumerateArray().Select(Layer)]
                    : throw new FormatException(
                        string.Create(CultureInfo.InvariantCulture, $"its version is {version}, not {Version}."));
            });
        }
        catch (FormatException error)
        {
            throw new CheckpointException(file.Path, null, $"metadata '{Key}': {error.Message}", error);
        }
    }

    private static bool HasWeights(SavedLayer layer) => layer.Structure.Kind is LayerKind.Embedding
        or LayerKind.Recurrent or LayerKind.Dense or LayerKind.Attention or LayerKind.LayerNorm or LayerKind.Crf;

    private static void Members(Utf8JsonWriter json, SavedLayer saved)
    {
        LayerStructure layer = saved.Structure;
        switch (layer.Kind)
        {
            case LayerKind.Recurrent:
                Recurrent(json, saved);
                break;
            case LayerKind.Dense:
                if (saved.HasActivation)
                    json.WriteString("activation", layer.Activation.ToString());
                json.WriteNumber("biases", layer.Biases);
                if (layer.TiedTo is { } table)
                    json.WriteString("tied", table);
                break;
            case LayerKind.LayerNorm when saved.HasEpsilon:
                json.WriteNumber("epsilon", layer.Epsilon);
                break;
            case LayerKind.Attention:
                json.WriteString("score", layer.Score.ToString());
                break;
        }
    }

    private static void Recurrent(Utf8JsonWriter json, SavedLayer saved)
    {
        LayerStructure layer = saved.Structure;
        json.WriteString("cell", layer.Cell);
        json.WriteStartArray("sizes");
        foreach (int size in layer.Sizes)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        if (layer.NamedSizes.Count > 0)
        {
            json.WriteStartObject("named");
            foreach ((string name, int size) in layer.NamedSizes.OrderBy(static n => n.Key, StringComparer.Ordinal))
                json.WriteNumber(name, size);
            json.WriteEndObject();
        }

        if (saved.HasActivation)
            json.WriteString("activation", layer.Activation.ToString());
        json.WriteNumber("biases", layer.Biases);
        if (layer.IsBidirectional)
            json.WriteBoolean("bidirectional", true);
        if (layer.IsBidirectional && saved.IsDeclared)
            json.WriteString("merge", layer.Merge.ToString());
        if (layer.GoesBackwards)
            json.WriteBoolean("backwards", true);
        if (layer.IsResidual)
            json.WriteBoolean("residual", true);
        if (layer.Zoneout > 0)
            json.WriteNumber("zoneout", layer.Zoneout);
    }

    private static SavedLayer Layer(JsonElement layer)
    {
        bool isDeclared = !Has(layer, "declared") || JsonFields.Flag(layer, "declared");
        return new SavedLayer(Structure(layer))
        {
            IsDeclared = isDeclared,
            HasActivation = isDeclared || Has(layer, "activation"),
            HasEpsilon = Has(layer, "epsilon"),
        };
    }

    private static LayerStructure Structure(JsonElement layer)
    {
        LayerKind kind = Named<LayerKind>(layer, "kind")
            ?? throw new FormatException("a layer has no \"kind\".");
        JsonElement named = JsonFields.Optional(layer, "named");
        return new LayerStructure
        {
            Name = JsonFields.Text(layer, "name"),
            Kind = kind,
            Cell = kind == LayerKind.Recurrent ? JsonFields.Text(layer, "cell") : null,
            Sizes = JsonFields.Optional(layer, "sizes") is { ValueKind: JsonValueKind.Array } sizes
                ? [.. sizes.EnumerateArray().Select(static size => size.GetInt32())] : [],
            NamedSizes = named.ValueKind == JsonValueKind.Object
                ? named.EnumerateObject().ToDictionary(static size => size.Name, static size => size.Value.GetInt32())
                : new Dictionary<string, int>(),
            Activation = Named<Activation>(layer, "activation")
                ?? (kind == LayerKind.Recurrent ? Activation.Tanh : Activation.Identity),
            Biases = Number(layer, "biases", 1),
            IsBidirectional = Flag(layer, "bidirectional"),
            Merge = Named<Merge>(layer, "merge") ?? Merge.Concat,
            GoesBackwards = Flag(layer, "backwards"),
            IsResidual = Flag(layer, "residual"),
            Zoneout = Real(layer, "zoneout"),
            TiedTo = Has(layer, "tied") ? JsonFields.Text(layer, "tied") : null,
            Score = Named<Score>(layer, "score") ?? Score.Dot,
            Epsilon = Real(layer, "epsilon"),
        };
    }

    private static bool Has(JsonElement layer, string name) =>
        JsonFields.Optional(layer, name).ValueKind != JsonValueKind.Undefined;

    private static bool Flag(JsonElement layer, string name) => Has(layer, name) && JsonFields.Flag(layer, name);

    private static int Number(JsonElement of, string name, int otherwise) =>
        JsonFields.Optional(of, name) is { ValueKind: not JsonValueKind.Undefined } number
            ? number.GetInt32() : otherwise;

    private static double Real(JsonElement of, string name) =>
        JsonFields.Optional(of, name) is { ValueKind: not JsonValueKind.Undefined } number ? number.GetDouble() : 0;

    private static T? Named<T>(JsonElement of, string name)
        where T : struct, Enum
    {
        if (!Has(of, name))
            return null;
        string text = JsonFields.Text(of, name);
        return Enum.TryParse(text, out T value) && Enum.IsDefined(value)
            ? value
            : throw new FormatException($"\"{name}\": '{Excerpt.Of(text)}' is no {typeof(T).Name}.");
    }
}
