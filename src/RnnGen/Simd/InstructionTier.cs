namespace RnnGen.Simd;

/// <summary>The instruction set that the kernels run on. Same tier, same bits.</summary>
public enum InstructionTier
{
    /// <summary>One lane at a time, no vector instructions.</summary>
    Scalar,

    /// <summary>128-bit vectors: SSE without FMA, or NEON.</summary>
    Vector128,

    /// <summary>256-bit vectors with FMA (AVX2).</summary>
    Avx2,

    /// <summary>512-bit vectors with FMA (AVX-512 F, DQ and VL).</summary>
    Avx512,
}
