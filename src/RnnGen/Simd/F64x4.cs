using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Simd;

/// <summary>4 doubles in a 256-bit register: AVX2 with FMA.</summary>
public readonly struct F64x4 : ISimd<F64x4, double>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    internal readonly Vector256<double> Value;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(Inline)]
    public F64x4(Vector256<double> value) => Value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => 4;
    }

    /// <inheritdoc/>
    public static F64x4 Zero
    {
        [MethodImpl(Inline)]
        get => new(Vector256<double>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 Create(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 Constant(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F64x4 Load(double* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe void Store(double* target, F64x4 value) => value.Value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F64x4 Broadcast(double* source) => new(Vector256.Create(*source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 MultiplyAdd(F64x4 a, F64x4 b, F64x4 c) =>
        new(Fma.MultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F64x4 MultiplyAdd(F64x4 a, double* b, F64x4 c) =>
        new(Fma.MultiplyAdd(a.Value, *(Vector256<double>*)b, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 operator +(F64x4 a, F64x4 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 operator -(F64x4 a, F64x4 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 operator *(F64x4 a, F64x4 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 operator /(F64x4 a, F64x4 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 operator -(F64x4 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 Max(F64x4 a, F64x4 b) =>
        // The instruction gives b where either is NaN, so only a NaN in a is left to pass on.
        new(Vector256.ConditionalSelect(Vector256.Equals(a.Value, a.Value), Avx.Max(a.Value, b.Value), a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 Min(F64x4 a, F64x4 b) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a.Value, a.Value), Avx.Min(a.Value, b.Value), a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 Abs(F64x4 a) => new(Vector256.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 Sqrt(F64x4 a) => new(Vector256.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 SelectGreater(F64x4 a, F64x4 b, F64x4 x, F64x4 y) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(a.Value, b.Value), x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 SelectEqual(F64x4 a, F64x4 b, F64x4 x, F64x4 y) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a.Value, b.Value), x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 First(F64x4 a, int count) =>
        new(a.Value & Vector256.LessThan(
            Vector256.Create(0d, 1d, 2d, 3d),
            Vector256.Create((double)count)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 Exp(F64x4 a) => new(Double256.Exp(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 Log(F64x4 a) => new(Double256.Log(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 Sigmoid(F64x4 a) => new(Double256.Sigmoid(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 Tanh(F64x4 a) => new(Double256.Tanh(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 Softplus(F64x4 a) => new(Double256.Softplus(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x4 Erf(F64x4 a) => new(Double256.Erf(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double Sum(F64x4 a) =>
        F64x2.Sum(new F64x2(a.Value.GetLower()) + new F64x2(a.Value.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double MaxAcross(F64x4 a) =>
        F64x2.MaxAcross(F64x2.Max(new(a.Value.GetLower()), new(a.Value.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double ToScalar(F64x4 a) => a.Value.ToScalar();
}
