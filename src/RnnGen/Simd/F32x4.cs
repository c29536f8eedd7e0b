using System.Runtime.Intrinsics;

namespace RnnGen.Simd;

/// <summary>4 floats in a 128-bit register: SSE or NEON.</summary>
public readonly struct F32x4 : ISimd<F32x4, float>, INegativeExp<F32x4>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    internal readonly Vector128<float> Value;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(Inline)]
    public F32x4(Vector128<float> value) => Value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => 4;
    }

    /// <inheritdoc/>
    public static F32x4 Zero
    {
        [MethodImpl(Inline)]
        get => new(Vector128<float>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Create(float value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Constant(double value) => new(Vector128.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F32x4 Load(float* source) => new(Vector128.Load(source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe void Store(float* target, F32x4 value) => value.Value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F32x4 Broadcast(float* source) => new(Vector128.Create(*source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 MultiplyAdd(F32x4 a, F32x4 b, F32x4 c) =>
        new(Lanes128.MultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F32x4 MultiplyAdd(F32x4 a, float* b, F32x4 c) =>
        new(Lanes128.MultiplyAdd(a.Value, *(Vector128<float>*)b, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 operator +(F32x4 a, F32x4 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 operator -(F32x4 a, F32x4 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 operator *(F32x4 a, F32x4 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 operator /(F32x4 a, F32x4 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 operator -(F32x4 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Max(F32x4 a, F32x4 b) =>
        // The instruction gives b where either is NaN, so only a NaN in a is left to pass on.
        new(Vector128.ConditionalSelect(Vector128.Equals(a.Value, a.Value), Lanes128.Max(a.Value, b.Value), a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Min(F32x4 a, F32x4 b) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(a.Value, a.Value), Lanes128.Min(a.Value, b.Value), a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Abs(F32x4 a) => new(Vector128.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Sqrt(F32x4 a) => new(Vector128.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 SelectGreater(F32x4 a, F32x4 b, F32x4 x, F32x4 y) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(a.Value, b.Value), x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 SelectEqual(F32x4 a, F32x4 b, F32x4 x, F32x4 y) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(a.Value, b.Value), x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 First(F32x4 a, int count) =>
        new(a.Value & Vector128.LessThan(
            Vector128.Create(0f, 1f, 2f, 3f),
            Vector128.Create((float)count)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Exp(F32x4 a) => new(Float128.Exp(a.Value));

    [MethodImpl(Inline)]
    static F32x4 INegativeExp<F32x4>.ExpOfNegative(F32x4 a) => new(Float128.ExpOfNegative(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Log(F32x4 a) => new(Float128.Log(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Sigmoid(F32x4 a) => new(Float128.Sigmoid(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Tanh(F32x4 a) => new(Float128.Tanh(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Softplus(F32x4 a) => new(Float128.Softplus(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x4 Erf(F32x4 a) => new(Float128.Erf(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float Sum(F32x4 a) =>
        (a.Value.GetElement(0) + a.Value.GetElement(2)) + (a.Value.GetElement(1) + a.Value.GetElement(3));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float MaxAcross(F32x4 a) =>
        F32x1.Max(F32x1.Max(new(a.Value.GetElement(0)), new(a.Value.GetElement(1))),
            F32x1.Max(new(a.Value.GetElement(2)), new(a.Value.GetElement(3)))).Value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float ToScalar(F32x4 a) => a.Value.ToScalar();
}
