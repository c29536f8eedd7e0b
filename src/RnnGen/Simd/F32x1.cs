namespace RnnGen.Simd;

/// <summary>One float: no vector instructions, nothing fused.</summary>
public readonly struct F32x1 : ISimd<F32x1, float>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    internal readonly float Value;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(Inline)]
    public F32x1(float value) => Value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => 1;
    }

    /// <inheritdoc/>
    public static F32x1 Zero
    {
        [MethodImpl(Inline)]
        get => new(0f);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 Create(float value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 Constant(double value) => new((float)value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F32x1 Load(float* source) => new(*source);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe void Store(float* target, F32x1 value) => *target = value.Value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F32x1 Broadcast(float* source) => new(*source);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 MultiplyAdd(F32x1 a, F32x1 b, F32x1 c) => new((a.Value * b.Value) + c.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static unsafe F32x1 MultiplyAdd(F32x1 a, float* b, F32x1 c) =>
        new((a.Value * *b) + c.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 operator +(F32x1 a, F32x1 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 operator -(F32x1 a, F32x1 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 operator *(F32x1 a, F32x1 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 operator /(F32x1 a, F32x1 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 operator -(F32x1 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 Max(F32x1 a, F32x1 b) => new(MathF.Max(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 Min(F32x1 a, F32x1 b) => new(MathF.Min(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 Abs(F32x1 a) => new(MathF.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 Sqrt(F32x1 a) => new(MathF.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 SelectGreater(F32x1 a, F32x1 b, F32x1 x, F32x1 y) =>
        a.Value > b.Value ? x : y;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 SelectEqual(F32x1 a, F32x1 b, F32x1 x, F32x1 y) =>
        a.Value == b.Value ? x : y;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 First(F32x1 a, int count) => count > 0 ? a : Zero;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 Exp(F32x1 a) => new(FloatScalar.Exp(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 Log(F32x1 a) => new(FloatScalar.Log(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 Sigmoid(F32x1 a) => new(FloatScalar.Sigmoid(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 Tanh(F32x1 a) => new(FloatScalar.Tanh(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 Softplus(F32x1 a) => new(FloatScalar.Softplus(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static F32x1 Erf(F32x1 a) => new(FloatScalar.Erf(a.Value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float Sum(F32x1 a) => a.Value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float MaxAcross(F32x1 a) => a.Value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float ToScalar(F32x1 a) => a.Value;
}
