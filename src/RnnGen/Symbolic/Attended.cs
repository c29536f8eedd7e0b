namespace RnnGen.Symbolic;

/// <summary>What an attention gives in the body of a <c>[Forward]</c> method.</summary>
public sealed class Attended
{
    private Attended()
    {
    }

    /// <summary>
    /// The memory's values, summed by their weights, at every step of the query; 0 where the memory is empty.
    /// [B, query steps, size of a value]
    /// </summary>
    public Seq Context => throw Vec.ReadByTheGenerator();

    /// <summary>The softmax of the scores over the memory's valid steps. [B, query steps, memory steps]</summary>
    public Alignment Weights => throw Vec.ReadByTheGenerator();

    /// <summary>The scores, 0 beyond the memory's length. [B, query steps, memory steps]</summary>
    public Alignment Scores => throw Vec.ReadByTheGenerator();
}
