using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Rows of a table by token.</summary>
internal static class EmbeddingKernels
{
    /// <summary>target[i] = table[tokens[i]], padded with zeros to the stride. One float a thread.</summary>
    public static void Gather<T>(EmbeddingArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int i = Threads.Row(index, a.TargetStride);
        if (i >= a.N)
            return;
        int column = index - (i * a.TargetStride);
        T value = T.Zero;
        if (column < a.Width)
            value = a.Table[((long)a.Tokens[i] * a.Width) + column];
        a.Arena[a.Target + index] = value;
    }
}
