using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

public sealed class ProductF32x16 : ProductSuite<F32x16, float>;

public sealed class ProductF32x8 : ProductSuite<F32x8, float>;

public sealed class ProductF32x4 : ProductSuite<F32x4, float>;

public sealed class ProductF32x1 : ProductSuite<F32x1, float>;

public sealed class ProductF64x8 : ProductSuite<F64x8, double>;

public sealed class ProductF64x4 : ProductSuite<F64x4, double>;

public sealed class ProductF64x2 : ProductSuite<F64x2, double>;

public sealed class ProductF64x1 : ProductSuite<F64x1, double>;
