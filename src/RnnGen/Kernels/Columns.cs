using System.ComponentModel;
using RnnGen.Program;
using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>Sums down columns: bias gradients.</summary>
/// <typeparam name="V">The register type.</typeparam>
/// <typeparam name="T">The float type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Columns<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>sum[j] += sum over rows of A[row, j], rows ascending, one chain that continues from the sum.</summary>
    /// <param name="rows">Rows of A.</param>
    /// <param name="n">Columns; a multiple of the block.</param>
    /// <param name="a">A [rows, n].</param>
    /// <param name="aRow">Floats between rows of A.</param>
    /// <param name="sum">The sums [n].</param>
    /// <param name="team">Who computes it: each member some columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSum(int rows, int n, T* a, long aRow, T* sum, Team team = default)
    {
        Part part = team.Part(n, Panels.Block<T>());
        a += part.From;
        sum += part.From;
        n = (int)part.Count;
        int j = 0;
        for (; j + (4 * V.Count) <= n; j += 4 * V.Count)
        {
            T* s = sum + j;
            T* p = a + j;
            V s0 = V.Load(s), s1 = V.Load(s + V.Count), s2 = V.Load(s + (2 * V.Count)), s3 = V.Load(s + (3 * V.Count));
            for (int row = 0; row < rows; row++, p += aRow)
            {
                s0 += V.Load(p);
                s1 += V.Load(p + V.Count);
                s2 += V.Load(p + (2 * V.Count));
                s3 += V.Load(p + (3 * V.Count));
            }

            V.Store(s, s0);
            V.Store(s + V.Count, s1);
            V.Store(s + (2 * V.Count), s2);
            V.Store(s + (3 * V.Count), s3);
        }

        for (; j < n; j += V.Count)
        {
            V s0 = V.Load(sum + j);
            T* p = a + j;
            for (int row = 0; row < rows; row++, p += aRow)
                s0 += V.Load(p);
            V.Store(sum + j, s0);
        }
    }
}
