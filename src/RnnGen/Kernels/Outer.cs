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
    /// <summary>Terms taken at a time, so that a strip of B and the lines of A stay in the nearest caches.</summary>
    private const int Chunk = 192;

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
    public static void Accumulate(
        int k, int m, int n, T* a, long aStep, T* b, long bStep, T* c, long cRow, Team team = default)
    {
        Part part = team.Part(n, 4 * Panels.Block<T>());
        b += part.From;
        c += part.From;
        n = (int)part.Count;
        int wide = V.Count == Panels.Block<T>() ? 4 : 2;
        Operands<T> o = default;
        o.ARow = 1;
        o.AStep = aStep;
        o.BStep = bStep;
        o.StartRow = o.CRow = cRow;
        o.StartColumn = o.Column = V.Count;
        for (int done = 0; done < k; done += Chunk)
        {
            o.K = Math.Min(Chunk, k - done);
            o.A = a + (done * aStep);
            for (int j = 0; j < n; j += wide * V.Count)
            {
                o.B = b + (done * bStep) + j;
                o.C = o.Start = c + j;
                Tiles<V, T>.Run(o, m, Math.Min(wide, (n - j) / V.Count));
            }
        }
    }
}
