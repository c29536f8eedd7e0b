namespace RnnGen.Structure;

/// <summary>What a layer is.</summary>
public enum LayerKind
{
    /// <summary>Tokens to rows of a table.</summary>
    Embedding,

    /// <summary>One or several stacked recurrent layers of a cell.</summary>
    Recurrent,

    /// <summary>activation(W x + b).</summary>
    Dense,

    /// <summary>Sums of a memory's values.</summary>
    Attention,

    /// <summary>Nothing in evaluation.</summary>
    Dropout,

    /// <summary>Layer normalisation over the features.</summary>
    LayerNorm,

    /// <summary>The last valid step.</summary>
    LastStep,

    /// <summary>The mean over the valid steps.</summary>
    MeanPool,

    /// <summary>The largest over the valid steps.</summary>
    MaxPool,

    /// <summary>What a conditional random field learns, which is a loss.</summary>
    Crf,
}
