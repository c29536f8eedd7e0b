namespace RnnGen;

/// <summary>Number types of a safetensors file, named as the file names them.</summary>
public enum TensorType
{
    /// <summary>Bytes holding 0 or 1.</summary>
    BOOL,

    /// <summary>8-bit unsigned integers.</summary>
    U8,

    /// <summary>8-bit integers.</summary>
    I8,

    /// <summary>8-bit floats, 5 exponent bits.</summary>
    F8_E5M2,

    /// <summary>8-bit floats, 4 exponent bits.</summary>
    F8_E4M3,

    /// <summary>16-bit unsigned integers.</summary>
    U16,

    /// <summary>16-bit integers.</summary>
    I16,

    /// <summary>IEEE half precision.</summary>
    F16,

    /// <summary>The upper half of a 32-bit float.</summary>
    BF16,

    /// <summary>32-bit unsigned integers.</summary>
    U32,

    /// <summary>32-bit integers.</summary>
    I32,

    /// <summary>32-bit floats.</summary>
    F32,

    /// <summary>64-bit unsigned integers.</summary>
    U64,

    /// <summary>64-bit integers.</summary>
    I64,

    /// <summary>64-bit floats.</summary>
    F64,
}
