using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>What happens to flat gradients between backward and the update, a thread a float.</summary>
internal static class FlatGradientKernels
{
    /// <summary>g = factor g</summary>
    public static void Scale<T>(FlatGradientArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = Threads.Index;
        if (i < a.Count)
            a.Gradients[a.Start + i] *= a.Factor;
    }

    /// <summary>g = 0, of tensors that are frozen.</summary>
    public static void Clear<T>(FlatGradientArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = Threads.Index;
        if (i < a.Count)
            a.Gradients[a.Start + i] = T.Zero;
    }

    /// <summary>g += l1 sign(w) + 2 l2 w</summary>
    public static void AddPenalty<T>(FlatGradientArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = Threads.Index;
        if (i >= a.Count)
            return;
        T w = a.Parameters[a.Start + i];
        T sign = w > T.Zero ? a.Factor : w < T.Zero ? -a.Factor : T.Zero;
        a.Gradients[a.Start + i] += sign + (a.TwoL2 * w);
    }

    /// <summary>
    /// Limits each gradient to [-factor, factor]; a NaN stays, and so does all of a step that is not taken.
    /// </summary>
    public static void ClipByValue<T>(FlatGradientArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = Threads.Index;
        if (i >= a.Count || a.Stop[0] != 0)
            return;
        T g = a.Gradients[a.Start + i];
        a.Gradients[a.Start + i] = g > a.Factor ? a.Factor : g < -a.Factor ? -a.Factor : g;
    }
}
