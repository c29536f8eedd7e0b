using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Simd;

/// <summary>The processor that this process runs on.</summary>
public static class Cpu
{
    /// <summary>
    /// The widest tier whose instructions exist here. Vector512.IsHardwareAccelerated is not asked: it is false on some
    /// processors that have AVX-512, and 256 bits would cost a factor of 1.8 there.
    /// </summary>
    public static readonly InstructionTier Tier =
        Avx512F.IsSupported && Avx512DQ.IsSupported && Avx512F.VL.IsSupported ? InstructionTier.Avx512
        : Avx2.IsSupported && Fma.IsSupported ? InstructionTier.Avx2
        : Vector128.IsHardwareAccelerated ? InstructionTier.Vector128
        : InstructionTier.Scalar;
}
