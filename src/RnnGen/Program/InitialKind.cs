namespace RnnGen.Program;

/// <summary>Distributions that parameters start from.</summary>
public enum InitialKind
{
    /// <summary>Every float is the value.</summary>
    Constant,

    /// <summary>Uniform in [-value, value).</summary>
    Uniform,

    /// <summary>Normal with mean 0 and deviation value.</summary>
    Normal,

    /// <summary>A matrix with orthonormal rows or columns, times the value.</summary>
    Orthogonal,

    /// <summary>The unit matrix times the value.</summary>
    Identity,
}
