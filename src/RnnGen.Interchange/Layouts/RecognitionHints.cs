using System.Text.RegularExpressions;

namespace RnnGen.Layouts;

/// <summary>What names and shapes of arrays do not say.</summary>
internal sealed partial record RecognitionHints
{
    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        "emb", "embs", "embed", "embeds", "embedding", "embeddings", "embedder",
    };

    /// <summary>The equations of GRUs where the system has several, or null for its default.</summary>
    public CellForm? Gru { get; init; }

    /// <summary>The equations of layers by their names.</summary>
    public IReadOnlyDictionary<string, CellForm> Cells { get; init; } = new Dictionary<string, CellForm>();

    /// <summary>Layers that are embeddings although nothing says so.</summary>
    public IReadOnlySet<string> Embeddings { get; init; } = new HashSet<string>();

    /// <summary>Layers that are dense although their names have the word of an embedding.</summary>
    public IReadOnlySet<string> Dense { get; init; } = new HashSet<string>();

    /// <summary>What a GRU was said to be, of a system that has two; null where nobody said it.</summary>
    /// <exception cref="LayoutException">The system has no such GRU.</exception>
    public CellForm? GruOf(string name, string system)
    {
        CellForm? said = Cells.TryGetValue(name, out CellForm form) && CellForms.IsGru(form) ? form : Gru;
        return said != CellForm.GruTextbook ? said : throw new LayoutException(
            $"'{Excerpt.Of(name)}' is said to be a textbook GRU, and {system} has none: reset-after or reset-before.");
    }

    /// <summary>Whether a matrix without a bias is an embedding's table: one of its name's words says so.</summary>
    public bool IsEmbedding(string name) => Embeddings.Contains(name) || (!Dense.Contains(name) && HasWord(name));

    /// <summary>What was made of a matrix that could be either, for the report; null where somebody said it.</summary>
    public string? Note(string name) => Embeddings.Contains(name) || Dense.Contains(name) ? null
        : HasWord(name) ? $"{name}: an embedding, by its name; --dense {name} if it is a dense layer without bias"
        : $"{name}: a dense layer without bias; --embedding {name} if it is an embedding";

    private static bool HasWord(string name) => Words().Matches(name).Any(static word => s_words.Contains(word.Value));

    // tok_emb, embed.tokens and wordEmbedding2 have one, member has not.
    [GeneratedRegex(@"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
