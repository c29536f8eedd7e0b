using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

public sealed class AttentionF32x16 : AttentionSuite<F32x16, float>;

public sealed class AttentionF32x8 : AttentionSuite<F32x8, float>;

public sealed class AttentionF32x4 : AttentionSuite<F32x4, float>;

public sealed class AttentionF32x1 : AttentionSuite<F32x1, float>;

public sealed class AttentionF64x8 : AttentionSuite<F64x8, double>;

public sealed class AttentionF64x4 : AttentionSuite<F64x4, double>;

public sealed class AttentionF64x2 : AttentionSuite<F64x2, double>;

public sealed class AttentionF64x1 : AttentionSuite<F64x1, double>;
