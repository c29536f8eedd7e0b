namespace RnnGen.Simd;

/// <summary>
/// A register of floats. Kernels are written once over it and compiled by the JIT for each width: 512, 256 and 128 bits
/// and one lane. Every operation is lane-wise, so a value never depends on the lane or the width it is computed in.
/// </summary>
/// <typeparam name="TSelf">The register type.</typeparam>
/// <typeparam name="T">The float type of a lane.</typeparam>
public interface ISimd<TSelf, T>
    where TSelf : unmanaged, ISimd<TSelf, T>
    where T : unmanaged
{
    /// <summary>Lanes in a register.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes zero.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>All lanes <paramref name="value"/>.</summary>
    static abstract TSelf Create(T value);

    /// <summary>All lanes <paramref name="value"/>, rounded to the lane's type.</summary>
    static abstract TSelf Constant(double value);

    /// <summary>Reads <see cref="Count"/> floats; no alignment needed.</summary>
    static abstract unsafe TSelf Load(T* source);

    /// <summary>Writes <see cref="Count"/> floats; no alignment needed.</summary>
    static abstract unsafe void Store(T* target, TSelf value);

    /// <summary>All lanes the float at <paramref name="source"/>.</summary>
    static abstract unsafe TSelf Broadcast(T* source);

    /// <summary>
    /// a * b + c: fused where the tier has FMA, two roundings where it has not; the same in every kernel of a tier.
    /// </summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>
    /// a * (the register at <paramref name="b"/>) + c, as <see cref="MultiplyAdd(TSelf, TSelf, TSelf)"/>: the JIT makes
    /// one instruction of it only where the load stands in the operation.
    /// </summary>
    static abstract unsafe TSelf MultiplyAdd(TSelf a, T* b, TSelf c);

    /// <summary>Lane-wise sum.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>Lane-wise difference.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>Lane-wise product.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>Lane-wise quotient, correctly rounded.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>Lane-wise negation.</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary>Lane-wise maximum; NaN in either gives NaN.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>Lane-wise minimum; NaN in either gives NaN.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>Lane-wise absolute value.</summary>
    static abstract TSelf Abs(TSelf a);

    /// <summary>Lane-wise square root, correctly rounded.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>a &gt; b ? x : y in each lane.</summary>
    static abstract TSelf SelectGreater(TSelf a, TSelf b, TSelf x, TSelf y);

    /// <summary>a == b ? x : y in each lane.</summary>
    static abstract TSelf SelectEqual(TSelf a, TSelf b, TSelf x, TSelf y);

    /// <summary>
    /// Keeps the first <paramref name="count"/> lanes and zeroes the others; all where count is Count or more.
    /// </summary>
    static abstract TSelf First(TSelf a, int count);

    /// <summary>e^a.</summary>
    static abstract TSelf Exp(TSelf a);

    /// <summary>Natural logarithm.</summary>
    static abstract TSelf Log(TSelf a);

    /// <summary>1 / (1 + e^-a).</summary>
    static abstract TSelf Sigmoid(TSelf a);

    /// <summary>Hyperbolic tangent.</summary>
    static abstract TSelf Tanh(TSelf a);

    /// <summary>log(1 + e^a), without overflow.</summary>
    static abstract TSelf Softplus(TSelf a);

    /// <summary>The error function, for the exact gelu.</summary>
    static abstract TSelf Erf(TSelf a);

    /// <summary>The sum of the lanes, in a fixed order.</summary>
    static abstract T Sum(TSelf a);

    /// <summary>The largest of the lanes.</summary>
    static abstract T MaxAcross(TSelf a);

    /// <summary>The first lane.</summary>
    static abstract T ToScalar(TSelf a);
}
