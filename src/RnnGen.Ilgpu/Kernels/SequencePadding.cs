using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Zeros of gradients that losses of whole rows leave: behind vectors, and beyond a row's length.</summary>
internal static class SequencePadding
{
    /// <summary>Clears a row's, every so many-th float for each thread.</summary>
    public static void Clear<T>(LossArguments<T> head, int r, int vectors, int thread, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int t = 0; t < head.Steps && head.Gradient >= 0; t++)
        {
            int at = head.Gradient + (((t * head.Rows) + r) * head.Stride);
            for (int k = (t < vectors ? head.Width : 0) + thread; k < head.Stride; k += threads)
                head.Arena[at + k] = T.Zero;
        }
    }
}
