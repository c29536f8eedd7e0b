using System.Runtime.Intrinsics;

namespace RnnGen.Simd;

/// <summary>2 doubles in a 128-bit register: SSE or NEON.</summary>
public readonly struct F64x2 : ISimd<F64x2, double>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    internal readonly Vector128<double> Value;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(Inline)]
    public F64x2(Vector128<double> value) => Value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => 2;
    }

    /// <inheritdoc/>
    public static F64x2 Zero
    {
        [MethodImpl(Inline)]
        get => new(Vector128<double>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 Create(double value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 Constant(double value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F64x2 Load(double* source) => new(Vector128.Load(source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe void Store(double* target, F64x2 value) => value.Value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F64x2 Broadcast(double* source) => new(Vector128.Create(*source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 MultiplyAdd(F64x2 a, F64x2 b, F64x2 c) =>
        new(Lanes128.MultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F64x2 MultiplyAdd(F64x2 a, double* b, F64x2 c) =>
        new(Lanes128.MultiplyAdd(a.Value, *(Vector128<double>*)b, c.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 operator +(F64x2 a, F64x2 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 operator -(F64x2 a, F64x2 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 operator *(F64x2 a, F64x2 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 operator /(F64x2 a, F64x2 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 operator -(F64x2 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 Max(F64x2 a, F64x2 b) =>
        // The instruction gives b where either is NaN, so only a NaN in a is left to pass on.
        new(Vector128.ConditionalSelect(Vector128.Equals(a.Value, a.Value), Lanes128.Max(a.Value, b.Value), a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 Min(F64x2 a, F64x2 b) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(a.Value, a.Value), Lanes128.Min(a.Value, b.Value), a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 Abs(F64x2 a) => new(Vector128.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 Sqrt(F64x2 a) => new(Vector128.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 SelectGreater(F64x2 a, F64x2 b, F64x2 x, F64x2 y) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(a.Value, b.Value), x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 SelectEqual(F64x2 a, F64x2 b, F64x2 x, F64x2 y) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(a.Value, b.Value), x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 First(F64x2 a, int count) =>
        new(a.Value & Vector128.LessThan(
            Vector128.Create(0d, 1d),
            Vector128.Create((double)count)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 Exp(F64x2 a) => new(Double128.Exp(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 Log(F64x2 a) => new(Double128.Log(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 Sigmoid(F64x2 a) => new(Double128.Sigmoid(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 Tanh(F64x2 a) => new(Double128.Tanh(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 Softplus(F64x2 a) => new(Double128.Softplus(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x2 Erf(F64x2 a) => new(Double128.Erf(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double Sum(F64x2 a) =>
        a.Value.GetElement(0) + a.Value.GetElement(1);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double MaxAcross(F64x2 a) =>
        F64x1.Max(new(a.Value.GetElement(0)), new(a.Value.GetElement(1))).Value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double ToScalar(F64x2 a) => a.Value.ToScalar();
}
