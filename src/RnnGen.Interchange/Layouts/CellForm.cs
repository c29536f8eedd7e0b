namespace RnnGen.Layouts;

/// <summary>Equations that more systems than one have.</summary>
internal enum CellForm
{
    /// <summary>h = activation(W x + U h + b).</summary>
    SimpleRnn,

    /// <summary>i, f, g, o.</summary>
    Lstm,

    /// <summary>i and f see the old cell state, o the new one.</summary>
    LstmPeephole,

    /// <summary>The output is projected: h' = P (o * tanh(c')).</summary>
    LstmProjected,

    /// <summary>n = tanh(W x + b + r * (U h + b')); h' = (1 - z) n + z h.</summary>
    GruResetAfter,

    /// <summary>n = tanh(W x + U (r * h) + b); h' = (1 - z) n + z h.</summary>
    GruResetBefore,

    /// <summary>As reset before, with h' = (1 - z) h + z n.</summary>
    GruTextbook,
}
