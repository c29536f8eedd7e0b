using System.ComponentModel;
using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>Operations on whole padded rows. Counts and strides are multiples of the block.</summary>
/// <typeparam name="V">The register type.</typeparam>
/// <typeparam name="T">The float type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Rows<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>Sets <paramref name="count"/> floats to zero.</summary>
    public static void Clear(T* p, long count)
    {
        for (long i = 0; i < count; i += V.Count)
            V.Store(p + i, V.Zero);
    }

    /// <summary>target += source, <paramref name="count"/> floats.</summary>
    public static void Add(T* target, T* source, long count)
    {
        for (long i = 0; i < count; i += V.Count)
            V.Store(target + i, V.Load(target + i) + V.Load(source + i));
    }

    /// <summary>target = source, <paramref name="count"/> floats; the two do not overlap.</summary>
    public static void Copy(T* target, T* source, long count)
    {
        for (long i = 0; i < count; i += V.Count)
            V.Store(target + i, V.Load(source + i));
    }

    /// <summary>result[r] = history[index[r], r]: each row at a step of its own.</summary>
    /// <param name="history">[steps, rows, stride].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="stride">Floats in a row.</param>
    /// <param name="index">The step of each row. [rows]</param>
    /// <param name="result">[rows, stride].</param>
    public static void TakeAt(T* history, int rows, long stride, int* index, T* result)
    {
        for (int r = 0; r < rows; r++)
            Copy(result + (r * stride), history + ((((long)index[r] * rows) + r) * stride), stride);
    }

    /// <summary>history[index[r], r] += source[r]: the adjoint of <see cref="TakeAt"/>.</summary>
    /// <param name="history">[steps, rows, stride].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="stride">Floats in a row.</param>
    /// <param name="index">The step of each row. [rows]</param>
    /// <param name="source">[rows, stride].</param>
    public static void AddAt(T* history, int rows, long stride, int* index, T* source)
    {
        for (int r = 0; r < rows; r++)
            Add(history + ((((long)index[r] * rows) + r) * stride), source + (r * stride), stride);
    }
}
