namespace RnnGen;

/// <summary>The losses a model can declare.</summary>
public enum LossKind
{
    /// <summary>Softmax cross-entropy on logits with class targets.</summary>
    CrossEntropy,

    /// <summary>Binary cross-entropy on logits with targets in [0, 1].</summary>
    BinaryCrossEntropy,

    /// <summary>Mean squared error.</summary>
    MeanSquared,

    /// <summary>Mean absolute error (L1).</summary>
    MeanAbsolute,

    /// <summary>Smooth L1: 0.5 d^2 / beta where |d| &lt; beta, else |d| - 0.5 beta.</summary>
    SmoothL1,

    /// <summary>Huber: 0.5 d^2 where |d| &lt; delta, else delta (|d| - 0.5 delta).</summary>
    Huber,

    /// <summary>Linear-chain conditional random field: -log-likelihood of a row's classes.</summary>
    Crf,

    /// <summary>Connectionist temporal classification: a list of classes that no step is assigned to.</summary>
    Ctc,

    /// <summary>Pinball loss: the outputs become quantiles.</summary>
    Quantile,

    /// <summary>A loss of the declaration's own.</summary>
    Objective,
}
