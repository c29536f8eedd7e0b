namespace RnnGen;

/// <summary>Tokens to learned vectors; the first layer of a model that reads tokens.</summary>
public sealed class EmbeddingAttribute : LayerAttribute
{
    /// <summary><paramref name="vocabulary"/> tokens, each a vector of <paramref name="size"/> numbers.</summary>
    public EmbeddingAttribute(int vocabulary, int size)
    {
        Vocabulary = vocabulary;
        Size = size;
    }

    /// <summary>Number of tokens.</summary>
    public int Vocabulary { get; }

    /// <summary>Numbers a token.</summary>
    public int Size { get; }

    /// <summary>The token whose row is zero and never trained; -1 for none.</summary>
    public int PaddingIndex { get; set; } = -1;
}
