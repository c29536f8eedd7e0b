namespace RnnGen;

/// <summary>What the names and shapes of a file's arrays do not say.</summary>
public sealed record ConversionOptions
{
    /// <summary>
    /// The equations of GRUs where the system has several and the file does not say which; null for the system's
    /// default.
    /// </summary>
    public GruVariant? Gru { get; init; }

    /// <summary>
    /// What layers are, by name, where the shape alone does not tell: of brainstate, and of RnnGen's own files that do
    /// not say it.
    /// </summary>
    public IReadOnlyDictionary<string, WeightCell> Cells { get; init; } = new Dictionary<string, WeightCell>();

    /// <summary>
    /// Layers that are embeddings, although they have neither a bias nor a name with a word such as <c>emb</c> or
    /// <c>embedding</c>.
    /// </summary>
    public IReadOnlyCollection<string> Embeddings { get; init; } = [];

    /// <summary>Layers that are dense and have no bias, although their names have such a word.</summary>
    public IReadOnlyCollection<string> Dense { get; init; } = [];

    /// <summary>
    /// The file's name for an array of the system that is written; see <see cref="LoadOptions.Names"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    /// <summary>
    /// Whether arrays of unknown layers, and layers that the other system has not, are left out instead of refused.
    /// </summary>
    public bool SkipsUnknown { get; init; }
}
