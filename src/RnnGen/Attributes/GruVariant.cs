namespace RnnGen;

/// <summary>The forms of the GRU that are in use.</summary>
public enum GruVariant
{
    /// <summary>n = tanh(W x + b + r * (U h + b')); PyTorch, cuDNN, the default of Keras.</summary>
    ResetAfter,

    /// <summary>n = tanh(W x + U (r * h) + b); Keras with reset_after=False, the default of ONNX.</summary>
    ResetBefore,

    /// <summary>As reset before, with the update gate the other way round: h' = (1 - z) * h + z * n.</summary>
    Textbook,
}
