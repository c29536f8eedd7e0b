using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Program;

/// <summary>
/// One column of a product for one or four rows by one thread of many, in registers: neighbouring threads read
/// neighbouring weights, a weight serves all of the thread's rows, and all read the same 16 bytes of an operand's row.
/// </summary>
/// <remarks>
/// NOTE: indices inside the loops are constants behind one view that moves, because the driver's compiler folds only
/// those into a load. Sizes are constants too where these methods are inlined: what remains of k costs no branch.
/// </remarks>
internal static class StepColumns
{
    /// <summary>The sums of four rows, of which each has its own place.</summary>
    /// <param name="s">The slice.</param>
    /// <param name="k">Terms.</param>
    /// <param name="row">Floats of a row of the weights.</param>
    /// <param name="w">The first weight of the column.</param>
    /// <param name="aligned">Whether rows of the operand begin at multiples of four floats.</param>
    /// <param name="xs">Where the rows of the operand begin.</param>
    /// <param name="sum">What the sums begin with.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four<T> OfFour<T>(
        DeviceSlice<T> s, int k, int row, int w, bool aligned, FourPlaces xs, Four<T> sum)
        where T : unmanaged, INumber<T>
    {
        StepOperand<T> xa = StepOperand<T>.Of(s.Arena, xs.A, k), xb = StepOperand<T>.Of(s.Arena, xs.B, k);
        StepOperand<T> xc = StepOperand<T>.Of(s.Arena, xs.C, k), xd = StepOperand<T>.Of(s.Arena, xs.D, k);
        for (int j = 0; j + 7 < k; j += 8, w += 8 * row)
        {
            ArrayView<T> ws = s.Packed.SubView(w, 8 * row);
            StepOperand<T> a = xa.From(j, 8), b = xb.From(j, 8), c = xc.From(j, 8), d = xd.From(j, 8);
            sum = FourTerms(ws, row, a.Load(0, aligned), b.Load(0, aligned), c.Load(0, aligned),
                d.Load(0, aligned), sum);
            sum = FourTerms(ws.SubView(4 * row, 4 * row), row, a.Load(4, aligned), b.Load(4, aligned),
                c.Load(4, aligned), d.Load(4, aligned), sum);
        }

        int done = k & ~7;
        if ((k & 4) != 0)
        {
            sum = FourTerms(s.Packed.SubView(w, 4 * row), row, xa.Load(done, aligned), xb.Load(done, aligned),
                xc.Load(done, aligned), xd.Load(done, aligned), sum);
            done += 4;
            w += 4 * row;
        }

        if ((k & 2) != 0)
        {
            ArrayView<T> ws = s.Packed.SubView(w, 2 * row);
            sum = Term(ws[0], xa[done], xb[done], xc[done], xd[done], sum);
            sum = Term(ws[row], xa[done + 1], xb[done + 1], xc[done + 1], xd[done + 1], sum);
            done += 2;
            w += 2 * row;
        }

        if ((k & 1) != 0)
            sum = Term(s.Packed[w], xa[done], xb[done], xc[done], xd[done], sum);
        return sum;
    }

    /// <summary>The sum of one row; parameters as of <see cref="OfFour"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T OfOne<T>(DeviceSlice<T> s, int k, int row, int w, bool aligned, int x, T sum)
        where T : unmanaged, INumber<T>
    {
        StepOperand<T> xs = StepOperand<T>.Of(s.Arena, x, k);
        for (int j = 0; j + 7 < k; j += 8, w += 8 * row)
        {
            ArrayView<T> ws = s.Packed.SubView(w, 8 * row);
            StepOperand<T> a = xs.From(j, 8);
            sum = FourTerms(ws, row, a.Load(0, aligned), sum);
            sum = FourTerms(ws.SubView(4 * row, 4 * row), row, a.Load(4, aligned), sum);
        }

        int done = k & ~7;
        if ((k & 4) != 0)
        {
            sum = FourTerms(s.Packed.SubView(w, 4 * row), row, xs.Load(done, aligned), sum);
            done += 4;
            w += 4 * row;
        }

        if ((k & 2) != 0)
        {
            ArrayView<T> ws = s.Packed.SubView(w, 2 * row);
            sum = (xs[done + 1] * ws[row]) + ((xs[done] * ws[0]) + sum);
            done += 2;
            w += 2 * row;
        }

        if ((k & 1) != 0)
            sum = (xs[done] * s.Packed[w]) + sum;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Four<T> FourTerms<T>(
        ArrayView<T> ws, int row, Four<T> a, Four<T> b, Four<T> c, Four<T> d, Four<T> sum)
        where T : unmanaged, INumber<T>
    {
        sum = Term(ws[0], a.A, b.A, c.A, d.A, sum);
        sum = Term(ws[row], a.B, b.B, c.B, d.B, sum);
        sum = Term(ws[2 * row], a.C, b.C, c.C, d.C, sum);
        return Term(ws[3 * row], a.D, b.D, c.D, d.D, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T FourTerms<T>(ArrayView<T> ws, int row, Four<T> x, T sum)
        where T : unmanaged, INumber<T>
        => (x.D * ws[3 * row]) + ((x.C * ws[2 * row]) + ((x.B * ws[row]) + ((x.A * ws[0]) + sum)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Four<T> Term<T>(T w, T a, T b, T c, T d, Four<T> sum)
        where T : unmanaged, INumber<T>
        => new() { A = (a * w) + sum.A, B = (b * w) + sum.B, C = (c * w) + sum.C, D = (d * w) + sum.D };
}
