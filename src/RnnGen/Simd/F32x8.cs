using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Simd;

/// <summary>8 floats in a 256-bit register: AVX2 with FMA.</summary>
public readonly struct F32x8 : ISimd<F32x8, float>, INegativeExp<F32x8>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    internal readonly Vector256<float> Value;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(Inline)]
    public F32x8(Vector256<float> value) => Value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => 8;
    }

    /// <inheritdoc/>
    public static F32x8 Zero
    {
        [MethodImpl(Inline)]
        get => new(Vector256<float>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Create(float value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Constant(double value) => new(Vector256.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F32x8 Load(float* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe void Store(float* target, F32x8 value) => value.Value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F32x8 Broadcast(float* source) => new(Vector256.Create(*source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 MultiplyAdd(F32x8 a, F32x8 b, F32x8 c) =>
        new(Fma.MultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F32x8 MultiplyAdd(F32x8 a, float* b, F32x8 c) =>
        new(Fma.MultiplyAdd(a.Value, *(Vector256<float>*)b, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 operator +(F32x8 a, F32x8 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 operator -(F32x8 a, F32x8 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 operator *(F32x8 a, F32x8 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 operator /(F32x8 a, F32x8 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 operator -(F32x8 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Max(F32x8 a, F32x8 b) =>
        // The instruction gives b where either is NaN, so only a NaN in a is left to pass on.
        new(Vector256.ConditionalSelect(Vector256.Equals(a.Value, a.Value), Avx.Max(a.Value, b.Value), a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Min(F32x8 a, F32x8 b) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a.Value, a.Value), Avx.Min(a.Value, b.Value), a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Abs(F32x8 a) => new(Vector256.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Sqrt(F32x8 a) => new(Vector256.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 SelectGreater(F32x8 a, F32x8 b, F32x8 x, F32x8 y) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(a.Value, b.Value), x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 SelectEqual(F32x8 a, F32x8 b, F32x8 x, F32x8 y) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a.Value, b.Value), x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 First(F32x8 a, int count) =>
        new(a.Value & Vector256.LessThan(
            Vector256.Create(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f),
            Vector256.Create((float)count)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Exp(F32x8 a) => new(Float256.Exp(a.Value));

    [MethodImpl(Inline)]
    static F32x8 INegativeExp<F32x8>.ExpOfNegative(F32x8 a) => new(Float256.ExpOfNegative(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Log(F32x8 a) => new(Float256.Log(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Sigmoid(F32x8 a) => new(Float256.Sigmoid(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Tanh(F32x8 a) => new(Float256.Tanh(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Softplus(F32x8 a) => new(Float256.Softplus(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x8 Erf(F32x8 a) => new(Float256.Erf(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float Sum(F32x8 a) =>
        F32x4.Sum(new F32x4(a.Value.GetLower()) + new F32x4(a.Value.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float MaxAcross(F32x8 a) =>
        F32x4.MaxAcross(F32x4.Max(new(a.Value.GetLower()), new(a.Value.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float ToScalar(F32x8 a) => a.Value.ToScalar();
}
