namespace RnnGen.Layouts;

/// <summary>
/// A system whose arrays lie below a path for each layer and whose matrices are [in, out]: what has no gates differs in
/// names only.
/// </summary>
/// <param name="matrix">The matrix of a dense layer; its bias is <c>bias</c> everywhere.</param>
/// <param name="table">The table of an embedding.</param>
/// <param name="gain">The factors of a layer normalisation.</param>
/// <param name="shift">What it adds.</param>
internal abstract class PathLayout(string matrix, string table, string gain, string shift) : Layout
{
    /// <summary>A dense layer.</summary>
    protected WeightLayer DenseAt(ArraySet arrays, string name)
    {
        long[] shape = arrays.Shape($"{name}/{matrix}", 2);
        return new WeightLayer
        {
            Name = name,
            Kind = WeightKind.Dense,
            Inputs = (int)shape[0],
            Units = (int)shape[1],
            HasBias = arrays.Find($"{name}/bias") is not null,
        };
    }

    /// <summary>An embedding.</summary>
    protected WeightLayer EmbeddingAt(ArraySet arrays, string name)
    {
        long[] shape = arrays.Shape($"{name}/{table}", 2);
        return new WeightLayer
        {
            Name = name,
            Kind = WeightKind.Embedding,
            Inputs = (int)shape[0],
            Units = (int)shape[1],
        };
    }

    /// <summary>All embeddings, where their tables are told from matrices by the name.</summary>
    protected IEnumerable<WeightLayer> Embeddings(ArraySet arrays) =>
        arrays.Before("/" + table, 2).Select(name => EmbeddingAt(arrays, name));

    /// <summary>All layer normalisations; without what it adds one is another layer.</summary>
    protected IEnumerable<WeightLayer> LayerNorms(ArraySet arrays)
    {
        foreach (string name in arrays.Before("/" + gain, 1).Where(name => arrays.Has($"{name}/{shift}", 1)))
        {
            int features = (int)arrays.Shape($"{name}/{gain}", 1)[0];
            yield return new WeightLayer
            {
                Name = name,
                Kind = WeightKind.LayerNorm,
                Inputs = features,
                Units = features,
            };
        }
    }

    protected override void Dense(WeightLayer layer, LayerMap map)
    {
        map.Whole("weight", $"{layer.Name}/{matrix}", layer.Units, layer.Inputs, transposed: true);
        if (layer.HasBias)
            map.Whole("bias", $"{layer.Name}/bias", layer.Units);
    }

    protected override void Embedding(WeightLayer layer, LayerMap map) =>
        map.Whole("weight", $"{layer.Name}/{table}", layer.Inputs, layer.Units);

    protected override void LayerNorm(WeightLayer layer, LayerMap map) => map
        .Whole("weight", $"{layer.Name}/{gain}", layer.Inputs)
        .Whole("bias", $"{layer.Name}/{shift}", layer.Inputs);
}
