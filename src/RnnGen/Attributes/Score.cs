namespace RnnGen;

/// <summary>How an attention scores a key k of the memory against a query q.</summary>
public enum Score
{
    /// <summary>q . k (Luong et al. 2015).</summary>
    Dot,

    /// <summary>q . k / sqrt(units) (Vaswani et al. 2017).</summary>
    ScaledDot,

    /// <summary>q . W k (Luong et al. 2015).</summary>
    General,

    /// <summary>v . tanh(W [q; k]) (Luong et al. 2015).</summary>
    Concat,

    /// <summary>v . tanh(W_q q + W_k k) (Bahdanau et al. 2015).</summary>
    Additive,
}
