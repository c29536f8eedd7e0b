using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

public sealed class RegisterF32x16 : RegisterSuite<F32x16, float>;

public sealed class RegisterF32x8 : RegisterSuite<F32x8, float>;

public sealed class RegisterF32x4 : RegisterSuite<F32x4, float>;

public sealed class RegisterF32x1 : RegisterSuite<F32x1, float>;

public sealed class RegisterF64x8 : RegisterSuite<F64x8, double>;

public sealed class RegisterF64x4 : RegisterSuite<F64x4, double>;

public sealed class RegisterF64x2 : RegisterSuite<F64x2, double>;

public sealed class RegisterF64x1 : RegisterSuite<F64x1, double>;
