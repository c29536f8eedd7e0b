using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

public sealed class ElementaryF32x16 : ElementarySuite<F32x16, float>;

public sealed class ElementaryF32x8 : ElementarySuite<F32x8, float>;

public sealed class ElementaryF32x4 : ElementarySuite<F32x4, float>;

public sealed class ElementaryF32x1 : ElementarySuite<F32x1, float>;

public sealed class ElementaryF64x8 : ElementarySuite<F64x8, double>;

public sealed class ElementaryF64x4 : ElementarySuite<F64x4, double>;

public sealed class ElementaryF64x2 : ElementarySuite<F64x2, double>;

public sealed class ElementaryF64x1 : ElementarySuite<F64x1, double>;
