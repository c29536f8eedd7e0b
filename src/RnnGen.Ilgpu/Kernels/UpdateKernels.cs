using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Optimizers' steps, a thread a parameter.</summary>
internal static class UpdateKernels
{
    public static void Update<T, TRule>(UpdateArguments<T, TRule> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRule : unmanaged, IDeviceRule<T>
    {
        int i = Threads.Index;
        if (i >= a.Count || a.Stop[0] != 0)
            return;
        if (a.Columns > 0)
        {
            int number = i / a.Columns;
            i = (a.Rows[number] * a.Columns) + (i - (number * a.Columns));
        }

        i += a.Start;
        long second = (long)a.Length + i, third = (2L * a.Length) + i;
        T p = a.Parameters[i];
        T s0 = a.Buffers > 0 ? a.State[i] : T.Zero;
        T s1 = a.Buffers > 1 ? a.State[second] : T.Zero;
        T s2 = a.Buffers > 2 ? a.State[third] : T.Zero;
        a.Rule.Move(ref p, a.Gradients[i] * a.Scale[0], ref s0, ref s1, ref s2);
        a.Parameters[i] = p;
        if (a.Buffers > 0)
            a.State[i] = s0;
        if (a.Buffers > 1)
            a.State[second] = s1;
        if (a.Buffers > 2)
            a.State[third] = s2;
    }
}
