using System.Runtime.Intrinsics;
using RnnGen.Simd;

namespace RnnGen;

/// <summary>
/// The parts of a softmax. Doubles are computed four lanes wide whatever the machine, and so are floats where it has no
/// vectors; else floats have the tier's registers.
/// </summary>
internal static unsafe class Softmax<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Lanes = 4;

    /// <summary>The largest number; a NaN may be passed over, since its exponential shows it.</summary>
    public static double Maximum(T* x, int count)
    {
        if (sizeof(T) == sizeof(float) && Cpu.Tier != InstructionTier.Scalar)
        {
            return Cpu.Tier == InstructionTier.Avx512 ? FloatSoftmax<F32x16>.Maximum((float*)x, count)
                : Cpu.Tier == InstructionTier.Avx2 ? FloatSoftmax<F32x8>.Maximum((float*)x, count)
                : FloatSoftmax<F32x4>.Maximum((float*)x, count);
        }

        Vector256<double> most = Vector256.Create(double.NegativeInfinity);
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            Vector256<double> value = Load(x + i);
            most = Vector256.ConditionalSelect(Vector256.GreaterThan(value, most), value, most);
        }

        double max = double.NegativeInfinity;
        for (int k = 0; k < Lanes; k++)
            max = most[k] > max ? most[k] : max;
        for (; i < count; i++)
        {
            double value = FloatCast<T>.ToDouble(x[i]);
            max = value > max ? value : max;
        }

        return max;
    }

    /// <summary>Writes e^(x - max) where a target is given, and returns the sum.</summary>
    public static double Exponentials(T* x, int count, double max, T* target)
    {
        if (sizeof(T) == sizeof(float) && Cpu.Tier != InstructionTier.Scalar)
        {
            float* from = (float*)x, to = (float*)target;
            return Cpu.Tier == InstructionTier.Avx512
                ? FloatSoftmax<F32x16>.Exponentials(from, count, (float)max, to)
                : Cpu.Tier == InstructionTier.Avx2 ? FloatSoftmax<F32x8>.Exponentials(from, count, (float)max, to)
                : FloatSoftmax<F32x4>.Exponentials(from, count, (float)max, to);
        }

        Vector256<double> shift = Vector256.Create(max);
        Vector256<double> sums = Vector256<double>.Zero;
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            Vector256<double> e = ExpOfNegative(Load(x + i) - shift);
            sums += e;
            if (target != null)
                Store(e, target + i);
        }

        double sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        for (; i < count; i++)
        {
            double e = ScalarMath.Exp(FloatCast<T>.ToDouble(x[i]) - max);
            sum += e;
            if (target != null)
                target[i] = FloatCast<T>.FromDouble(e);
        }

        return sum;
    }

    /// <summary>x = (x * factor - shift) * scale</summary>
    public static void ScaleAndShift(T* x, int count, double factor, double shift, double scale)
    {
        if (sizeof(T) == sizeof(float) && Cpu.Tier != InstructionTier.Scalar)
        {
            float by = (float)(factor * scale), less = (float)(shift * scale);
            if (Cpu.Tier == InstructionTier.Avx512)
                FloatSoftmax<F32x16>.ScaleAndShift((float*)x, count, by, less);
            else if (Cpu.Tier == InstructionTier.Avx2)
                FloatSoftmax<F32x8>.ScaleAndShift((float*)x, count, by, less);
            else
                FloatSoftmax<F32x4>.ScaleAndShift((float*)x, count, by, less);
            return;
        }

        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            Vector256<double> value = (Load(x + i) * Vector256.Create(factor)) - Vector256.Create(shift);
            Store(value * Vector256.Create(scale), x + i);
        }

        for (; i < count; i++)
            x[i] = FloatCast<T>.FromDouble(((FloatCast<T>.ToDouble(x[i]) * factor) - shift) * scale);
    }

    /// <summary><see cref="ScalarMath.Exp"/> for x up to 0, with 0 where the result is not a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpOfNegative(Vector256<double> x)
    {
        Vector256<double> shifted = (x * Vector256.Create(ScalarMath.Log2E)) + Vector256.Create(ScalarMath.Rounding);
        Vector256<double> n = shifted - Vector256.Create(ScalarMath.Rounding);
        Vector256<double> r = x - (n * Vector256.Create(ScalarMath.Ln2High));
        r -= n * Vector256.Create(ScalarMath.Ln2Low);
        Vector256<double> p = Vector256.Create(1.0 / 6227020800);
        p = (p * r) + Vector256.Create(1.0 / 479001600);
        p = (p * r) + Vector256.Create(1.0 / 39916800);
        p = (p * r) + Vector256.Create(1.0 / 3628800);
        p = (p * r) + Vector256.Create(1.0 / 362880);
        p = (p * r) + Vector256.Create(1.0 / 40320);
        p = (p * r) + Vector256.Create(1.0 / 5040);
        p = (p * r) + Vector256.Create(1.0 / 720);
        p = (p * r) + Vector256.Create(1.0 / 120);
        p = (p * r) + Vector256.Create(1.0 / 24);
        p = (p * r) + Vector256.Create(1.0 / 6);
        p = (p * r) + Vector256.Create(0.5);
        Vector256<double> y = Vector256<double>.One + (r + (r * r * p));

        // The rounded number's lowest bits are n.
        Vector256<long> power = Vector256.ShiftLeft(shifted.AsInt64(), 52) + Vector256.Create(1023L << 52);
        Vector256<double> tiny = Vector256.LessThan(x, Vector256.Create(-708.0));
        return Vector256.AndNot(y * power.AsDouble(), tiny);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load(T* source)
    {
        if (sizeof(T) == sizeof(double))
            return Vector256.Load((double*)source);
        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(Vector128.Load((float*)source));
        return Vector256.Create(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<double> value, T* target)
    {
        if (sizeof(T) == sizeof(double))
            value.Store((double*)target);
        else
            Vector128.Narrow(value.GetLower(), value.GetUpper()).Store((float*)target);
    }
}
