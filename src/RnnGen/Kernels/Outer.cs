using System.ComponentModel;
using RnnGen.Program;
using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>Weight gradients: sums of outer products.</summary>
/// <typeparam name="V">The register type.</typeparam>
/// <typeparam name="T">The float type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Outer<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>Terms taken at a time: a strip of B and the lines of A then stay in the first-level cache.</summary>
    private const int Chunk = 96;

    /// <summary>More with narrow registers, whose strip is narrow as well: a time chunk's terms at once.</summary>
    private const int NarrowChunk = 128;

    /// <summary>
    /// C[i, j] += sum over k of A[k, i] B[k, j]: k ascending, one chain of MultiplyAdd that continues from C.
    /// </summary>
    /// <param name="k">Terms: rows of A and B.</param>
    /// <param name="m">Columns of A, rows of C; any number.</param>
    /// <param name="n">Columns of B and C; a multiple of the block.</param>
    /// <param name="a">A [k, m].</param>
    /// <param name="aStep">Floats between rows of A.</param>
    /// <param name="b">B [k, n].</param>
    /// <param name="bStep">Floats between rows of B.</param>
    /// <param name="c">C [m, n].</param>
    /// <param name="cRow">Floats between rows of C.</param>
    /// <param name="team">Who computes it: each member some strips of columns.</param>
    [SkipLocalsInit]
    public static void Accumulate(
        int k, int m, int n, T* a, long aStep, T* b, long bStep, T* c, long cRow, Team team = default)
    {
        Part part = team.Part(n, 4 * Panels.Block<T>());
        b += part.From;
        c += part.From;
        n = (int)part.Count;
        int wide = V.Count == Panels.Block<T>() ? 4 : 2;
        int chunk = V.Count < Panels.Block<T>() ? NarrowChunk : Chunk;
        byte* room = stackalloc byte[((Chunk * 4) + 1) * 64];
        T* strip = (T*)(((nuint)room + 63) & ~(nuint)63);
        Operands<T> o = default;
        o.ARow = 1;
        o.AStep = aStep;
        o.B = strip;
        o.StartRow = o.CRow = cRow;
        o.StartColumn = o.Column = V.Count;
        o.StartThird = o.Third = 2 * V.Count;
        for (int done = 0; done < k; done += chunk)
        {
            o.K = Math.Min(chunk, k - done);
            o.A = a + (done * aStep);
            for (int j = 0; j < n; j += wide * V.Count)
            {
                int columns = Math.Min(wide, (n - j) / V.Count);
                o.BStep = columns * V.Count;
                CopyStrip(o.K, columns, b + (done * bStep) + j, bStep, strip);
                o.C = o.Start = c + j;
                Tiles<V, T>.Run(o, m, columns, near: true);
            }
        }
    }

    /// <summary>
    /// Puts a strip of B in one piece. Its rows are a power of two apart more often than not, and would throw each
    /// other out of the few cache sets that they share.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyStrip(int rows, int columns, T* b, long bStep, T* strip)
    {
        for (int row = 0; row < rows; row++, b += bStep)
        {
            for (int i = 0; i < columns * V.Count; i += V.Count, strip += V.Count)
                V.Store(strip, V.Load(b + i));
        }
    }
}
