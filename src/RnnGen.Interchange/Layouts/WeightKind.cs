namespace RnnGen.Layouts;

/// <summary>What layers are, whose weights other systems have too.</summary>
internal enum WeightKind
{
    /// <summary>W x + b. <c>weight</c> [out, in], <c>bias</c> [out]</summary>
    Dense,

    /// <summary>Rows by token. <c>weight</c> [V, E]</summary>
    Embedding,

    /// <summary>Gain and shift. <c>weight</c> [F], <c>bias</c> [F]</summary>
    LayerNorm,

    /// <summary>
    /// A conditional random field: <c>transitions</c> [K, K], and <c>start</c>, <c>end</c> [K] where it has a bias.
    /// </summary>
    Crf,

    /// <summary>A recurrent layer, one of a stack, in one direction or two.</summary>
    Recurrent,
}
