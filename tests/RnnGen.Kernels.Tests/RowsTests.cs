using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

public sealed class RowsF32x16 : RowsSuite<F32x16, float>;

public sealed class RowsF32x8 : RowsSuite<F32x8, float>;

public sealed class RowsF32x4 : RowsSuite<F32x4, float>;

public sealed class RowsF32x1 : RowsSuite<F32x1, float>;

public sealed class RowsF64x8 : RowsSuite<F64x8, double>;

public sealed class RowsF64x4 : RowsSuite<F64x4, double>;

public sealed class RowsF64x2 : RowsSuite<F64x2, double>;

public sealed class RowsF64x1 : RowsSuite<F64x1, double>;
