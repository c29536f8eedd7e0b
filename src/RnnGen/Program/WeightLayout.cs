namespace RnnGen.Program;

/// <summary>
/// How the flat parameters and gradients correspond to what kernels read and write: the runtime packs, and collects
/// gradients, from these tables, in parts on any number of threads.
/// </summary>
public sealed record WeightLayout
{
    /// <summary>Packed panels. Each float of the packed weights is in one block at most.</summary>
    public required IReadOnlyList<PanelBlock> Panels { get; init; }

    /// <summary>Packed vectors; where several share a place, it holds their sum in this order.</summary>
    public required IReadOnlyList<VectorBlock> Vectors { get; init; }

    /// <summary>
    /// Gradients of matrices; where several share a place of the flat gradients, they are added in this order.
    /// </summary>
    public required IReadOnlyList<GradientBlock> Gradients { get; init; }

    /// <summary>Gradients of vectors, added likewise, after those of matrices.</summary>
    public required IReadOnlyList<VectorBlock> VectorGradients { get; init; }

    /// <summary>
    /// For each of <see cref="ModelInfo.TokenTables"/> the token whose row is not trained, -1 for none.
    /// </summary>
    public IReadOnlyList<int> PaddingTokens { get; init; } = [];
}
