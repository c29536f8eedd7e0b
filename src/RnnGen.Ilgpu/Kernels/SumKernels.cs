using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// The sum of losses: number i goes to chain i modulo <see cref="Chains"/>, which are added in one order.
/// </summary>
internal static class SumKernels
{
    public const int Chains = 4096;
    public const int Joined = 64;

    /// <summary>Partial sums, a thread a chain.</summary>
    public static void Start(SumArguments a)
    {
        int chain = Threads.Index;
        if (chain >= Chains)
            return;
        double sum = 0;
        for (int i = chain; i < a.Count; i += Chains)
            sum += a.Losses[i];
        a.Partial[chain] = sum;
    }

    /// <summary>Adds chains that are 64 apart.</summary>
    public static void Join(SumArguments a)
    {
        int number = Threads.Index;
        if (number >= Joined)
            return;
        double sum = 0;
        for (int chain = number; chain < Chains; chain += Joined)
            sum += a.Partial[chain];
        a.Partial[Chains + number] = sum;
    }

    /// <summary>Writes a head's sum; one thread.</summary>
    public static void Finish(SumArguments a)
    {
        if (Threads.Index != 0)
            return;
        double sum = 0;
        for (int i = 0; i < Joined; i++)
            sum += a.Partial[Chains + i];
        a.Sums[a.Head] = sum;
        a.Sums[a.Heads + a.Head] = a.Divisor;
    }
}
