using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// Takes rows out of the arena and puts them back, where the next segment of a batch needs its memory.
/// </summary>
internal static class KeptKernels
{
    /// <summary>Copies rows out of the arena, zero beyond their length; a thread a float of the memory.</summary>
    public static void Keep<T>(KeptArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = Threads.Index;
        int vector = i / a.Width;
        int t = vector / a.Rows;
        if (t >= a.Steps)
            return;
        int unit = i - (vector * a.Width);
        int r = vector - (t * a.Rows);
        bool isValid = a.PerStep == 0 || t < a.Integers[r];
        int to = a.From + ((((a.Order[r] * a.KeptSteps) + a.First + t) * a.Width) + unit);
        a.Kept[to] = isValid ? a.Arena[a.Place + (vector * a.Stride) + unit] : T.Zero;
    }

    /// <summary>Copies one vector a row back, padded with zeros; a thread a float of the arena.</summary>
    public static void Give<T>(KeptArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = Threads.Index;
        int r = i / a.Stride;
        if (r >= a.Rows)
            return;
        int unit = i - (r * a.Stride);
        a.Arena[a.Place + i] = unit < a.Width ? a.Kept[a.From + (a.Order[r] * a.Width) + unit] : T.Zero;
    }
}
