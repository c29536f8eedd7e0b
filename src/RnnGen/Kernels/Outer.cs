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

    /// <summary>More with narrow registers, whose strip is narrow as well: C is read and written less often.</summary>
    private const int NarrowChunk = 160;

    /// <summary>Rows of C that one tile covers, and which so read B only once.</summary>
    private const int OneTile = 6;

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
    /// <param name="zeroFirst">So many of A's first rows are zero, and are not multiplied.</param>
    /// <param name="zeroLast">Likewise of its last rows.</param>
    public static void Accumulate(
        int k, int m, int n, T* a, long aStep, T* b, long bStep, T* c, long cRow, Team team = default,
        int zeroFirst = 0, int zeroLast = 0)
    {
        Part part = team.Part(n, 4 * Panels.Block<T>());
        a += zeroFirst * aStep;
        b += part.From + (zeroFirst * bStep);
        Strips(k - zeroFirst - zeroLast, m, (int)part.Count, a, aStep, b, bStep, c + part.From, cRow, null);
    }

    /// <summary>
    /// <see cref="Accumulate"/>, and sums[j] += sum over k of B[k, j] on the way: the bits of
    /// <see cref="Columns{V, T}.AddSum"/>, without reading B again.
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
    /// <param name="sums">The sums [n].</param>
    /// <param name="team">Who computes it: each member some strips of columns.</param>
    /// <param name="zeroFirst">So many of A's first rows are zero: those of B are added up and not multiplied.</param>
    /// <param name="zeroLast">Likewise of its last rows.</param>
    public static void AccumulateWithSums(
        int k, int m, int n, T* a, long aStep, T* b, long bStep, T* c, long cRow, T* sums, Team team = default,
        int zeroFirst = 0, int zeroLast = 0)
    {
        Part part = team.Part(n, 4 * Panels.Block<T>());
        int columns = (int)part.Count, terms = k - zeroFirst - zeroLast;
        b += part.From;
        sums += part.From;

        // Strips of narrow registers have too few columns for chains side by side.
        bool isNarrow = V.Count < Panels.Block<T>();
        Columns<V, T>.AddSum(isNarrow ? k : zeroFirst, columns, b, bStep, sums);
        a += zeroFirst * aStep;
        b += zeroFirst * bStep;
        Strips(terms, m, columns, a, aStep, b, bStep, c + part.From, cRow, isNarrow ? null : sums);
        if (!isNarrow)
            Columns<V, T>.AddSum(zeroLast, columns, b + (terms * bStep), bStep, sums);
    }

    [SkipLocalsInit]
    private static void Strips(
        int k, int m, int n, T* a, long aStep, T* b, long bStep, T* c, long cRow, T* sums)
    {
        int wide = V.Count == Panels.Block<T>() ? 4 : 2;
        int chunk = V.Count < Panels.Block<T>() ? NarrowChunk : Chunk;
        byte* room = stackalloc byte[((Chunk * 4) + 1) * 64];
        T* strip = (T*)(((nuint)room + 63) & ~(nuint)63);
        Operands<T> o = default;
        o.ARow = 1;
        o.AStep = aStep;
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
                T* from = b + (done * bStep) + j;
                bool isCopied = sums != null || m > OneTile;
                o.B = isCopied ? strip : from;
                o.BStep = isCopied ? columns * V.Count : bStep;
                if (sums != null)
                    CopyAndSum(o.K, columns, from, bStep, strip, sums + j);
                else if (isCopied)
                    CopyStrip(o.K, columns, from, bStep, strip);
                o.C = o.Start = c + j;
                Tiles<V, T>.Run(o, m, columns, near: true);
            }
        }
    }

    /// <summary>
    /// Puts a strip of B in one piece. Rows a power of two apart, such as those of 256 or 512 floats, would throw each
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
    /// <summary>Copies a strip, and adds its rows to the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyAndSum(int rows, int columns, T* b, long bStep, T* strip, T* sums)
    {
        if (columns == 4)
        {
            CopyAndSumFour(rows, b, bStep, strip, sums);
            return;
        }

        for (int column = 0; column < columns; column++, b += V.Count, strip += V.Count, sums += V.Count)
        {
            V sum = V.Load(sums);
            for (int row = 0; row < rows; row++)
            {
                V value = V.Load(b + (row * bStep));
                V.Store(strip + (row * columns * V.Count), value);
                sum += value;
            }

            V.Store(sums, sum);
        }
    }

    /// <summary>The widest strip: four chains at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyAndSumFour(int rows, T* b, long bStep, T* strip, T* sums)
    {
        V s0 = V.Load(sums), s1 = V.Load(sums + V.Count);
        V s2 = V.Load(sums + (2 * V.Count)), s3 = V.Load(sums + (3 * V.Count));
        for (int row = 0; row < rows; row++, b += bStep, strip += 4 * V.Count)
        {
            V b0 = V.Load(b), b1 = V.Load(b + V.Count);
            V b2 = V.Load(b + (2 * V.Count)), b3 = V.Load(b + (3 * V.Count));
            V.Store(strip, b0);
            V.Store(strip + V.Count, b1);
            V.Store(strip + (2 * V.Count), b2);
            V.Store(strip + (3 * V.Count), b3);
            s0 += b0;
            s1 += b1;
            s2 += b2;
            s3 += b3;
        }

        V.Store(sums, s0);
        V.Store(sums + V.Count, s1);
        V.Store(sums + (2 * V.Count), s2);
        V.Store(sums + (3 * V.Count), s3);
    }
}
