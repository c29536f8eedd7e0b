using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Simd;

/// <summary>16 floats in a 512-bit register: AVX-512.</summary>
public readonly struct F32x16 : ISimd<F32x16, float>, INegativeExp<F32x16>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    internal readonly Vector512<float> Value;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(Inline)]
    public F32x16(Vector512<float> value) => Value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => 16;
    }

    /// <inheritdoc/>
    public static F32x16 Zero
    {
        [MethodImpl(Inline)]
        get => new(Vector512<float>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Create(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Constant(double value) => new(Vector512.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F32x16 Load(float* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe void Store(float* target, F32x16 value) => value.Value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F32x16 Broadcast(float* source) => new(Vector512.Create(*source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 MultiplyAdd(F32x16 a, F32x16 b, F32x16 c) =>
        new(Avx512F.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F32x16 MultiplyAdd(F32x16 a, float* b, F32x16 c) =>
        new(Avx512F.FusedMultiplyAdd(a.Value, *(Vector512<float>*)b, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 operator +(F32x16 a, F32x16 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 operator -(F32x16 a, F32x16 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 operator *(F32x16 a, F32x16 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 operator /(F32x16 a, F32x16 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 operator -(F32x16 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Max(F32x16 a, F32x16 b) =>
        // The instruction gives b where either is NaN, so only a NaN in a is left to pass on.
        new(Vector512.ConditionalSelect(Vector512.Equals(a.Value, a.Value), Avx512F.Max(a.Value, b.Value), a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Min(F32x16 a, F32x16 b) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a.Value, a.Value), Avx512F.Min(a.Value, b.Value), a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Abs(F32x16 a) => new(Vector512.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Sqrt(F32x16 a) => new(Vector512.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 SelectGreater(F32x16 a, F32x16 b, F32x16 x, F32x16 y) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(a.Value, b.Value), x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 SelectEqual(F32x16 a, F32x16 b, F32x16 x, F32x16 y) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a.Value, b.Value), x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 First(F32x16 a, int count) =>
        new(a.Value & Vector512.LessThan(
            Vector512.Create(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f, 11f, 12f, 13f, 14f, 15f),
            Vector512.Create((float)count)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Exp(F32x16 a) => new(Float512.Exp(a.Value));

    [MethodImpl(Inline)]
    static F32x16 INegativeExp<F32x16>.ExpOfNegative(F32x16 a) => new(Float512.ExpOfNegative(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Log(F32x16 a) => new(Float512.Log(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Sigmoid(F32x16 a) => new(Float512.Sigmoid(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Tanh(F32x16 a) => new(Float512.Tanh(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Softplus(F32x16 a) => new(Float512.Softplus(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x16 Erf(F32x16 a) => new(Float512.Erf(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float Sum(F32x16 a) =>
        F32x8.Sum(new F32x8(a.Value.GetLower()) + new F32x8(a.Value.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float MaxAcross(F32x16 a) =>
        F32x8.MaxAcross(F32x8.Max(new(a.Value.GetLower()), new(a.Value.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float ToScalar(F32x16 a) => a.Value.ToScalar();
}
