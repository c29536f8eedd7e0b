namespace RnnGen.Compiler.Model;

/// <summary>Tokens to vectors; the padding row stays zero.</summary>
internal sealed record EmbeddingLayer : LayerSpec
{
    public required int Vocabulary { get; init; }

    public required int Size { get; init; }

    /// <summary>The token whose row is zero and never trained, or null.</summary>
    public int? PaddingIndex { get; init; }
}
