using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>
/// Dot products of rows with rows: one chain of MultiplyAdd over the registers of a row for each product, then the sum
/// of its lanes, so the bits do not depend on how many rows there are.
/// </summary>
internal static unsafe class DotProducts<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>result[i, s] = q[i] . k[s].</summary>
    /// <param name="queries">Rows of q.</param>
    /// <param name="keys">Rows of k.</param>
    /// <param name="size">Units of a row; beyond them anything may stand.</param>
    /// <param name="q">The one side. [queries, size]</param>
    /// <param name="qRow">Floats between rows of q.</param>
    /// <param name="k">The other side. [keys, size]</param>
    /// <param name="kRow">Floats between rows of k.</param>
    /// <param name="result">The products. [queries, keys]</param>
    /// <param name="resultRow">Floats between rows of the result.</param>
    public static void Run(
        int queries, int keys, int size, T* q, long qRow, T* k, long kRow, T* result, long resultRow)
    {
        int i = 0;
        for (; i + 1 < queries; i += 2)
            Two(keys, size, q + (i * qRow), qRow, k, kRow, result + (i * resultRow), resultRow);
        if (i < queries)
            One(keys, size, q + (i * qRow), k, kRow, result + (i * resultRow));
    }

    /// <summary>Two rows with four at a time, of which the last may be repeated.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Two(int keys, int size, T* q, long qRow, T* k, long kRow, T* result, long resultRow)
    {
        int whole = size / V.Count * V.Count;
        int rest = size - whole;
        for (int s = 0; s < keys; s += 4)
        {
            int s1 = Math.Min(s + 1, keys - 1), s2 = Math.Min(s + 2, keys - 1), s3 = Math.Min(s + 3, keys - 1);
            T* p = q, k0 = k + (s * kRow), k1 = k + (s1 * kRow), k2 = k + (s2 * kRow), k3 = k + (s3 * kRow);
            V a0 = V.Zero, a1 = V.Zero, a2 = V.Zero, a3 = V.Zero;
            V b0 = V.Zero, b1 = V.Zero, b2 = V.Zero, b3 = V.Zero;
            for (int j = 0; j < whole; j += V.Count)
            {
                V x = V.Load(p + j), y = V.Load(p + qRow + j);
                V z0 = V.Load(k0 + j), z1 = V.Load(k1 + j), z2 = V.Load(k2 + j), z3 = V.Load(k3 + j);
                a0 = V.MultiplyAdd(x, z0, a0); b0 = V.MultiplyAdd(y, z0, b0);
                a1 = V.MultiplyAdd(x, z1, a1); b1 = V.MultiplyAdd(y, z1, b1);
                a2 = V.MultiplyAdd(x, z2, a2); b2 = V.MultiplyAdd(y, z2, b2);
                a3 = V.MultiplyAdd(x, z3, a3); b3 = V.MultiplyAdd(y, z3, b3);
            }

            if (rest > 0)
            {
                V x = V.First(V.Load(p + whole), rest), y = V.First(V.Load(p + qRow + whole), rest);
                V z0 = V.First(V.Load(k0 + whole), rest), z1 = V.First(V.Load(k1 + whole), rest);
                V z2 = V.First(V.Load(k2 + whole), rest), z3 = V.First(V.Load(k3 + whole), rest);
                a0 = V.MultiplyAdd(x, z0, a0); b0 = V.MultiplyAdd(y, z0, b0);
                a1 = V.MultiplyAdd(x, z1, a1); b1 = V.MultiplyAdd(y, z1, b1);
                a2 = V.MultiplyAdd(x, z2, a2); b2 = V.MultiplyAdd(y, z2, b2);
                a3 = V.MultiplyAdd(x, z3, a3); b3 = V.MultiplyAdd(y, z3, b3);
            }

            result[s] = V.Sum(a0); result[s1] = V.Sum(a1); result[s2] = V.Sum(a2); result[s3] = V.Sum(a3);
            T* next = result + resultRow;
            next[s] = V.Sum(b0); next[s1] = V.Sum(b1); next[s2] = V.Sum(b2); next[s3] = V.Sum(b3);
        }
    }

    /// <summary>One row with four at a time, of which the last may be repeated.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void One(int keys, int size, T* q, T* k, long kRow, T* result)
    {
        int whole = size / V.Count * V.Count;
        int rest = size - whole;
        for (int s = 0; s < keys; s += 4)
        {
            int s1 = Math.Min(s + 1, keys - 1), s2 = Math.Min(s + 2, keys - 1), s3 = Math.Min(s + 3, keys - 1);
            T* k0 = k + (s * kRow), k1 = k + (s1 * kRow), k2 = k + (s2 * kRow), k3 = k + (s3 * kRow);
            V a0 = V.Zero, a1 = V.Zero, a2 = V.Zero, a3 = V.Zero;
            for (int j = 0; j < whole; j += V.Count)
            {
                V x = V.Load(q + j);
                a0 = V.MultiplyAdd(x, k0 + j, a0);
                a1 = V.MultiplyAdd(x, k1 + j, a1);
                a2 = V.MultiplyAdd(x, k2 + j, a2);
                a3 = V.MultiplyAdd(x, k3 + j, a3);
            }

            if (rest > 0)
            {
                V x = V.First(V.Load(q + whole), rest);
                a0 = V.MultiplyAdd(x, V.First(V.Load(k0 + whole), rest), a0);
                a1 = V.MultiplyAdd(x, V.First(V.Load(k1 + whole), rest), a1);
                a2 = V.MultiplyAdd(x, V.First(V.Load(k2 + whole), rest), a2);
                a3 = V.MultiplyAdd(x, V.First(V.Load(k3 + whole), rest), a3);
            }

            result[s] = V.Sum(a0); result[s1] = V.Sum(a1); result[s2] = V.Sum(a2); result[s3] = V.Sum(a3);
        }
    }
}
