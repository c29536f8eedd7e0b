namespace RnnGen.Structure;

/// <summary>
/// What attention reads: the context of a query is the sum of the values, weighted by the softmax of the scores over
/// the valid steps of the row's memory; zero where it has none.
/// </summary>
/// <param name="Keys">What queries are scored against. [B, S, K]</param>
/// <param name="Values">What is summed. [B, S, W]</param>
/// <param name="Score">How keys are scored.</param>
/// <param name="Scale">The factor of dot products.</param>
/// <param name="Vector">The learned vector v of additive scores, or null.</param>
public sealed record MemoryStructure(
    ValueReference Keys, ValueReference Values, ScoreKind Score, double Scale, VectorPart? Vector);
