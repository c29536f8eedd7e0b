using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

/// <summary>Which register types this process can run, and whether they fuse.</summary>
internal static class Widths
{
    public static bool Available<V>() =>
        typeof(V) == typeof(F32x16) || typeof(V) == typeof(F64x8) ? Avx512F.IsSupported && Avx512DQ.IsSupported
        : typeof(V) == typeof(F32x8) || typeof(V) == typeof(F64x4) ? Avx2.IsSupported && Fma.IsSupported
        : typeof(V) == typeof(F32x4) || typeof(V) == typeof(F64x2) ? Vector128.IsHardwareAccelerated
        : true;

    public static bool Fuses<V>() =>
        typeof(V) == typeof(F32x1) || typeof(V) == typeof(F64x1) ? false
        : typeof(V) == typeof(F32x4) || typeof(V) == typeof(F64x2) ? AdvSimd.IsSupported
        : true;
}
