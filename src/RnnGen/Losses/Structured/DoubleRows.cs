using System.Runtime.Intrinsics;

namespace RnnGen;

/// <summary>Rows of doubles, four lanes wide whatever the machine: the same bits everywhere.</summary>
internal static unsafe class DoubleRows
{
    private const int Lanes = 4;

    /// <summary>log sum e^x; -infinity where every x is.</summary>
    public static double LogSum(double* x, int count)
    {
        double max = Softmax<double>.Maximum(x, count);
        return double.IsNegativeInfinity(max) && !double.IsNaN(x[0])
            ? max
            : max + ScalarMath.Log(Softmax<double>.Exponentials(x, count, max, null));
    }

    /// <summary>target += factor * x</summary>
    public static void AddScaled(double* target, double* x, double factor, int count)
    {
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            Vector256<double> term = Vector256.Load(x + i) * Vector256.Create(factor);
            (Vector256.Load(target + i) + term).Store(target + i);
        }

        for (; i < count; i++)
            target[i] += x[i] * factor;
    }

    /// <summary>target += factor * x * y</summary>
    public static void AddProducts(double* target, double* x, double* y, double factor, int count)
    {
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            Vector256<double> term = Vector256.Load(x + i) * Vector256.Load(y + i) * Vector256.Create(factor);
            (Vector256.Load(target + i) + term).Store(target + i);
        }

        for (; i < count; i++)
            target[i] += x[i] * y[i] * factor;
    }

    /// <summary>The scalar product; its lanes are added in one order, whatever the machine.</summary>
    public static double Dot(double* x, double* y, int count)
    {
        Vector256<double> sums = Vector256<double>.Zero;
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
            sums += Vector256.Load(x + i) * Vector256.Load(y + i);
        double sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        for (; i < count; i++)
            sum += x[i] * y[i];
        return sum;
    }
}
