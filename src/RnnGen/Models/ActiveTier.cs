using RnnGen.Simd;

namespace RnnGen;

/// <summary>The tier that this process runs on.</summary>
internal static class ActiveTier
{
    public static InstructionTier Value { get; } =
        System.Runtime.Intrinsics.X86.Avx512F.VL.IsSupported && System.Runtime.Intrinsics.X86.Avx512DQ.IsSupported
            ? InstructionTier.Avx512
            : System.Runtime.Intrinsics.X86.Avx2.IsSupported && System.Runtime.Intrinsics.X86.Fma.IsSupported
                ? InstructionTier.Avx2
                : System.Runtime.Intrinsics.Vector128.IsHardwareAccelerated
                    ? InstructionTier.Vector128
                    : InstructionTier.Scalar;
}
