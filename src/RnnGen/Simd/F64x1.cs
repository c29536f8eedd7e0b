namespace RnnGen.Simd;

/// <summary>One double: no vector instructions, nothing fused.</summary>
public readonly struct F64x1 : ISimd<F64x1, double>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    internal readonly double Value;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(Inline)]
    public F64x1(double value) => Value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => 1;
    }

    /// <inheritdoc/>
    public static F64x1 Zero
    {
        [MethodImpl(Inline)]
        get => new(0d);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 Create(double value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 Constant(double value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F64x1 Load(double* source) => new(*source);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe void Store(double* target, F64x1 value) => *target = value.Value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F64x1 Broadcast(double* source) => new(*source);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 MultiplyAdd(F64x1 a, F64x1 b, F64x1 c) => new((a.Value * b.Value) + c.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F64x1 MultiplyAdd(F64x1 a, double* b, F64x1 c) =>
        new((a.Value * *b) + c.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 operator +(F64x1 a, F64x1 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 operator -(F64x1 a, F64x1 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 operator *(F64x1 a, F64x1 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 operator /(F64x1 a, F64x1 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 operator -(F64x1 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 Max(F64x1 a, F64x1 b) => new(Math.Max(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 Min(F64x1 a, F64x1 b) => new(Math.Min(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 Abs(F64x1 a) => new(Math.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 Sqrt(F64x1 a) => new(Math.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 SelectGreater(F64x1 a, F64x1 b, F64x1 x, F64x1 y) =>
        a.Value > b.Value ? x : y;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 SelectEqual(F64x1 a, F64x1 b, F64x1 x, F64x1 y) =>
        a.Value == b.Value ? x : y;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 First(F64x1 a, int count) => count > 0 ? a : Zero;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 Exp(F64x1 a) => new(DoubleScalar.Exp(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 Log(F64x1 a) => new(DoubleScalar.Log(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 Sigmoid(F64x1 a) => new(DoubleScalar.Sigmoid(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 Tanh(F64x1 a) => new(DoubleScalar.Tanh(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 Softplus(F64x1 a) => new(DoubleScalar.Softplus(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F64x1 Erf(F64x1 a) => new(DoubleScalar.Erf(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double Sum(F64x1 a) => a.Value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double MaxAcross(F64x1 a) => a.Value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double ToScalar(F64x1 a) => a.Value;
}
