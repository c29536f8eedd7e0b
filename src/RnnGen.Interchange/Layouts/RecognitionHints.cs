namespace RnnGen.Layouts;

/// <summary>What names and shapes of arrays do not say.</summary>
internal sealed record RecognitionHints
{
    /// <summary>The equations of GRUs where the system has several, or null for its default.</summary>
    public CellForm? Gru { get; init; }

    /// <summary>The equations of layers by their names.</summary>
    public IReadOnlyDictionary<string, CellForm> Cells { get; init; } = new Dictionary<string, CellForm>();

    /// <summary>Layers that are embeddings although nothing says so.</summary>
    public IReadOnlySet<string> Embeddings { get; init; } = new HashSet<string>();

    /// <summary>Whether a matrix without a bias is an embedding's table.</summary>
    public bool IsEmbedding(string name) =>
        Embeddings.Contains(name) || name.Contains("emb", StringComparison.OrdinalIgnoreCase);
}
