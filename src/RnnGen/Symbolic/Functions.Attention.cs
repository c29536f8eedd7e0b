namespace RnnGen.Symbolic;

/// <content>Attention without weights of its own.</content>
public static partial class Functions
{
    /// <summary>
    /// At each step of the query the softmax of its dot products with the memory's valid steps, by which those are
    /// summed (Luong et al. 2015).
    /// </summary>
    public static Attended DotAttention(Seq query, Seq memory) => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// At each step of the query the softmax of its dot products with the keys of the valid steps, by which their
    /// values are summed (Luong et al. 2015).
    /// </summary>
    public static Attended DotAttention(Seq query, Seq keys, Seq values) => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// As <see cref="DotAttention(Seq, Seq)"/>, with dot products divided by the square root of the number of units
    /// (Vaswani et al. 2017).
    /// </summary>
    public static Attended ScaledDotAttention(Seq query, Seq memory) => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// As <see cref="DotAttention(Seq, Seq, Seq)"/>, with dot products divided by the square root of the number of
    /// units (Vaswani et al. 2017).
    /// </summary>
    public static Attended ScaledDotAttention(Seq query, Seq keys, Seq values) => throw Vec.ReadByTheGenerator();
}
