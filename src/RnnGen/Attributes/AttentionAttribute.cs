namespace RnnGen;

/// <summary>
/// Attention: at each step of a query the softmax of its scores against the valid steps of a memory, by which the
/// memory's values are summed. A layer method only: it has a query and a memory.
/// </summary>
/// <remarks>
/// <c>private static partial Attended Attend(Seq query, Seq memory)</c>, whose keys are its values, or
/// <c>Attend(Seq query, Seq keys, Seq values)</c>. The memory need not be as long as the query.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class AttentionAttribute : LayerAttribute
{
    /// <summary>An attention with these scores.</summary>
    public AttentionAttribute(Score score) => Score = score;

    /// <summary>How keys are scored.</summary>
    public Score Score { get; }

    /// <summary>
    /// Units in which queries and keys meet, of <see cref="Score.Concat"/> and <see cref="Score.Additive"/>.
    /// </summary>
    public int Units { get; set; }
}
