namespace RnnGen;

/// <summary>
/// A model in a safetensors file: parameters by name, assets as metadata, sealed with its SHA-256. Others (training
/// state) add tensors and metadata whose names begin with <see cref="Prefix"/>.
/// </summary>
internal static class ModelFile
{
    /// <summary>What names of the framework's own tensors and metadata begin with.</summary>
    public const string Prefix = "rnngen.";

    /// <summary>Metadata: the model's name.</summary>
    public const string ModelKey = "model";

    /// <summary>Writes a model durably.</summary>
    /// <param name="path">The file; replaced as a whole or not at all.</param>
    /// <param name="model">The model.</param>
    /// <param name="extraTensors">More tensors, named with <see cref="Prefix"/>, or null.</param>
    /// <param name="extraMetadata">More metadata, named with <see cref="Prefix"/>, or null.</param>
    /// <exception cref="ArgumentException">A name is taken.</exception>
    /// <exception cref="IOException">The disk did not take it; the old file stays.</exception>
    public static void Write<T>(
        string path,
        Model<T> model,
        IReadOnlyList<SafetensorsTensor>? extraTensors = null,
        IReadOnlyDictionary<string, string>? extraMetadata = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Write(path, model, model.Parameters.Flat, extraTensors, extraMetadata);

    /// <summary>Writes a model durably, with other parameters than it has.</summary>
    /// <param name="path">The file; replaced as a whole or not at all.</param>
    /// <param name="model">The model.</param>
    /// <param name="parameters">The parameters, laid out like <see cref="ParameterSet{T}.Flat"/>.</param>
    /// <param name="extraTensors">More tensors, named with <see cref="Prefix"/>, or null.</param>
    /// <param name="extraMetadata">More metadata, named with <see cref="Prefix"/>, or null.</param>
    /// <exception cref="ArgumentException">A name is taken.</exception>
    /// <exception cref="IOException">The disk did not take it; the old file stays.</exception>
    public static void Write<T>(
        string path,
        Model<T> model,
        ReadOnlySpan<T> parameters,
        IReadOnlyList<SafetensorsTensor>? extraTensors,
        IReadOnlyDictionary<string, string>? extraMetadata)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<SafetensorsTensor> tensors = ParameterFile.Tensors(model.Parameters.Infos, parameters);
        tensors.AddRange(extraTensors ?? []);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = "pt",
            [ModelKey] = model.Info.Name,
        };
        LayerFile.Write(model, metadata);
        AssetFile.Write(model, metadata);
        foreach ((string key, string value) in extraMetadata ?? new Dictionary<string, string>())
            metadata.Add(key, value);
        SafetensorsFile.Write(path, tensors, metadata, seal: true);
    }

    /// <summary>Reads a file and checks all of it, and its SHA-256 where it carries one.</summary>
    /// <exception cref="CheckpointException">It is damaged or was altered.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafetensorsFile Read(string path) => SafetensorsFile.Read(path);

    /// <summary>Checks a file against a model and converts its numbers; the model is unchanged.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">Names and partial loading, or null.</param>
    /// <exception cref="CheckpointException">Tensors or assets do not fit.</exception>
    public static StagedModel<T> Stage<T>(SafetensorsFile file, Model<T> model, LoadOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        options ??= new LoadOptions();
        // Where nothing is kept, nothing is read: the device that has moved the parameters may have failed.
        T[] values = options.Partial ? model.Parameters.Flat.ToArray() : new T[model.Parameters.Length];
        var loading = new ParameterLoading(file, model.Parameters.Infos, options, model);
        LoadReport report = loading.Run(values.AsSpan());
        StagedAssets assets = AssetFile.Read(file, model, options.Partial);
        report = report with { Assets = assets.Loaded, Skipped = [.. report.Skipped, .. assets.Skipped] };
        return new StagedModel<T>(model, values, assets, report);
    }
}
