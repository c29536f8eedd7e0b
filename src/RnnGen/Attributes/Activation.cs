namespace RnnGen;

/// <summary>Point-wise activations.</summary>
public enum Activation
{
    /// <summary>x.</summary>
    Identity,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x where positive, else 0.01 x.</summary>
    LeakyRelu,

    /// <summary>x where positive, else exp(x) - 1.</summary>
    Elu,

    /// <summary>The self-normalising ELU (Klambauer et al. 2017).</summary>
    Selu,

    /// <summary>log(1 + exp(x)).</summary>
    Softplus,

    /// <summary>x / (1 + |x|).</summary>
    Softsign,

    /// <summary>x / 6 + 1 / 2, clipped to [0, 1].</summary>
    HardSigmoid,

    /// <summary>x, clipped to [-1, 1].</summary>
    HardTanh,

    /// <summary>x times the normal distribution function of x.</summary>
    Gelu,

    /// <summary>exp(x) over its sum, over all units.</summary>
    Softmax,
}
