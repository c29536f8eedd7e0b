using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Simd;

/// <summary>8 doubles in a 512-bit register: AVX-512.</summary>
public readonly struct F64x8 : ISimd<F64x8, double>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    internal readonly Vector512<double> Value;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(Inline)]
    public F64x8(Vector512<double> value) => Value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => 8;
    }

    /// <inheritdoc/>
    public static F64x8 Zero
    {
        [MethodImpl(Inline)]
        get => new(Vector512<double>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 Create(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 Constant(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F64x8 Load(double* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe void Store(double* target, F64x8 value) => value.Value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F64x8 Broadcast(double* source) => new(Vector512.Create(*source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 MultiplyAdd(F64x8 a, F64x8 b, F64x8 c) =>
        new(Avx512F.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F64x8 MultiplyAdd(F64x8 a, double* b, F64x8 c) =>
        new(Avx512F.FusedMultiplyAdd(a.Value, *(Vector512<double>*)b, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 operator +(F64x8 a, F64x8 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 operator -(F64x8 a, F64x8 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 operator *(F64x8 a, F64x8 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 operator /(F64x8 a, F64x8 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 operator -(F64x8 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 Max(F64x8 a, F64x8 b) =>
        // The instruction gives b where either is NaN, so only a NaN in a is left to pass on.
        new(Vector512.ConditionalSelect(Vector512.Equals(a.Value, a.Value), Avx512F.Max(a.Value, b.Value), a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 Min(F64x8 a, F64x8 b) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a.Value, a.Value), Avx512F.Min(a.Value, b.Value), a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 Abs(F64x8 a) => new(Vector512.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 Sqrt(F64x8 a) => new(Vector512.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 SelectGreater(F64x8 a, F64x8 b, F64x8 x, F64x8 y) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(a.Value, b.Value), x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 SelectEqual(F64x8 a, F64x8 b, F64x8 x, F64x8 y) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a.Value, b.Value), x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 First(F64x8 a, int count) =>
        new(a.Value & Vector512.LessThan(
            Vector512.Create(0d, 1d, 2d, 3d, 4d, 5d, 6d, 7d),
            Vector512.Create((double)count)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 Exp(F64x8 a) => new(Double512.Exp(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 Log(F64x8 a) => new(Double512.Log(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 Sigmoid(F64x8 a) => new(Double512.Sigmoid(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 Tanh(F64x8 a) => new(Double512.Tanh(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 Softplus(F64x8 a) => new(Double512.Softplus(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x8 Erf(F64x8 a) => new(Double512.Erf(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double Sum(F64x8 a) =>
        F64x4.Sum(new F64x4(a.Value.GetLower()) + new F64x4(a.Value.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double MaxAcross(F64x8 a) =>
        F64x4.MaxAcross(F64x4.Max(new(a.Value.GetLower()), new(a.Value.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double ToScalar(F64x8 a) => a.Value.ToScalar();
}
