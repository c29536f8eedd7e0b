namespace RnnGen;

/// <summary>What a recurrent layer is, where its arrays do not say it.</summary>
public enum WeightCell
{
    /// <summary>A long short-term memory.</summary>
    Lstm,

    /// <summary>A simple RNN.</summary>
    Rnn,

    /// <summary>A GRU that resets after the product: PyTorch's, and Keras's with <c>reset_after=True</c>.</summary>
    GruResetAfter,

    /// <summary>A GRU that resets before the product, h' = (1 - z) n + z h.</summary>
    GruResetBefore,

    /// <summary>The textbook GRU: it resets before the product, h' = (1 - z) h + z n.</summary>
    GruTextbook,
}
