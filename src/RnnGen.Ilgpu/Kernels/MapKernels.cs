using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Copies by index maps, a thread a target.</summary>
internal static class MapKernels
{
    public static void Gather<T>(MapArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = Threads.Index;
        if (i >= a.Count)
            return;
        int source = a.Sources[i];
        T value = a.Adds != 0 ? a.Target[i] : T.Zero;
        if (source >= 0)
            value += a.Source[source];
        a.Target[i] = value;
    }

    public static void AddMore<T>(MorePairsArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = Threads.Index;
        if (i >= a.Count)
            return;
        int target = a.Pairs[i];
        a.Target[target] += a.Source[a.Pairs[a.Count + i]];
    }
}
