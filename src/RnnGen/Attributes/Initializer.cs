namespace RnnGen;

/// <summary>What weights start from.</summary>
public enum Initializer
{
    /// <summary>As PyTorch: U(+-1/sqrt(hidden)) in recurrent layers, U(+-1/sqrt(inputs)) in Dense.</summary>
    Default,

    /// <summary>All 0.</summary>
    Zeros,

    /// <summary>All 1.</summary>
    Ones,

    /// <summary>U(+-sqrt(6 / (inputs + outputs))).</summary>
    GlorotUniform,

    /// <summary>N(0, 2 / (inputs + outputs)).</summary>
    GlorotNormal,

    /// <summary>U(+-sqrt(6 / inputs)).</summary>
    HeUniform,

    /// <summary>N(0, 2 / inputs).</summary>
    HeNormal,

    /// <summary>Orthonormal rows or columns.</summary>
    Orthogonal,

    /// <summary>The unit matrix.</summary>
    Identity,
}
