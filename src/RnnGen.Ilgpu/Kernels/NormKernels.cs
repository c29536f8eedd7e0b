using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// The norm of a flat gradient in double: number i goes to chain i modulo <see cref="Chains"/>, and the chains are
/// added in one order, whatever the device.
/// </summary>
internal static class NormKernels
{
    public const int Chains = 4096;
    public const int Joined = 64;

    /// <summary>Sums of squares, a thread a chain.</summary>
    public static void Squares<T, TCast>(NormArguments<T> a)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        int chain = Threads.Index;
        if (chain >= Chains)
            return;
        TCast cast = default;
        double sum = 0;
        int first = int.MaxValue;
        for (int i = chain; i < a.Count; i += Chains)
        {
            double value = cast.ToDouble(a.Gradients[i]);
            sum += value * value;

            // Infinity less itself is NaN, as NaN is.
            if (value - value != 0 && i < first)
                first = i;
        }

        a.Sums[chain] = sum;
        a.First[chain] = first;
    }

    /// <summary>Adds chains that are 64 apart.</summary>
    public static void Join<T>(NormArguments<T> a)
        where T : unmanaged
    {
        int number = Threads.Index;
        if (number >= Joined)
            return;
        double sum = 0;
        for (int chain = number; chain < Chains; chain += Joined)
            sum += a.Sums[chain];
        a.Sums[Chains + number] = sum;
    }

    /// <summary>Finishes the norm and says what becomes of the step; one thread.</summary>
    public static void Judge<T, TCast>(JudgeArguments<T> a)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        if (Threads.Index != 0)
            return;
        TCast cast = default;
        double sum = 0;
        for (int i = 0; i < Joined; i++)
            sum += a.Sums[Chains + i];
        double norm = Math.Sqrt(sum);
        if (a.Slot == 0)
            a.Norms[0] = norm;
        a.Norms[1] = norm;
        double factor = a.Maximum / (norm + 1e-6);
        a.Scale[0] = cast.FromDouble(factor < 1 ? factor : 1);
        if (a.Stop[0] == 0 && a.Slot == 0)
            Check(a, norm);
    }

    private static void Check<T>(JudgeArguments<T> a, double norm)
        where T : unmanaged
    {
        bool isFinite = norm - norm == 0;
        for (int i = 0; i < a.Losses; i++)
        {
            // The mean of nothing is NaN on the host, has no gradient and stops nothing.
            double sum = a.LossSums[i];
            double divisor = a.LossSums[a.Losses + i];
            double loss = divisor == 0 && sum == 0 ? 0 : sum / divisor;
            isFinite = isFinite && loss - loss == 0;
        }

        if (isFinite)
            return;
        int first = int.MaxValue;
        for (int i = 0; i < Chains; i++)
        {
            int own = a.First[i];
            first = own < first ? own : first;
        }

        a.Stop[0] = 1;
        a.Stop[1] = a.Step;
        a.Stop[2] = first == int.MaxValue ? -1 : first;
    }
}
