namespace RnnGen.Compiler.Graph;

/// <summary>
/// What attention reads at every step: <c>[T, B, Size]</c> keys that queries are scored against, and
/// <c>[T, B, Width]</c> values that are summed by the softmax of the scores over the valid steps.
/// </summary>
internal sealed record MemoryTerm(Chunk Keys, Chunk Values, ScoreKind Kind)
{
    /// <summary>Of dot products, what they are multiplied by.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Of additive scores, the learned vector.</summary>
    public VectorSlice? Vector { get; init; }

    /// <summary>Units of a query and of a key.</summary>
    public int Size => Keys.Size;

    /// <summary>Units of a value and of the context.</summary>
    public int Width => Values.Size;
}
