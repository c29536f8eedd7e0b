using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>
/// Register tiles of six or four rows by two registers of one lane, of which the last row may be repeated: every load
/// precedes every store.
/// </summary>
/// <remarks>
/// Without AVX a product overwrites an operand, so each needs a fresh register, from a load or a move. A Zen core takes
/// in six such instructions a cycle, which three a multiply-add just fill: one more a turn costs a cycle in six. So the
/// last row overwrites B and reads A from memory. Every other row does so too, into copies of B: the loads and moves
/// of the whole turn then balance.
/// </remarks>
internal static unsafe class ScalarTiles<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>Runs the tile for three to six rows.</summary>
    public static void Run(in Operands<T> o)
    {
        if (o.Rows > 4)
            SixRows(o);
        else
            FourRows(o);
    }

    /// <summary>6 rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SixRows(in Operands<T> o)
    {
        long r1 = o.Row(1), r2 = o.Row(2), r3 = o.Row(3), r4 = o.Row(4), r5 = o.Row(5);
        long aStep = o.AStep, bStep = o.BStep, aEnd = o.K * aStep;
        T* a0 = o.A + aEnd, a1 = a0 + (r1 * o.ARow), a2 = a0 + (r2 * o.ARow), a3 = a0 + (r3 * o.ARow);
        T* a4 = a0 + (r4 * o.ARow), a5 = a0 + (r5 * o.ARow);
        // NOTE: the same rows again, by other sums. The JIT would read an address that it knows only once, and copy.
        T* again1 = a2 - ((r2 - r1) * o.ARow), again3 = a4 - ((r4 - r3) * o.ARow), again5 = a4 + ((r5 - r4) * o.ARow);
        T* s = o.Start;
        long column = o.StartColumn;
        V c00 = V.Load(s), c01 = V.Load(s + column);
        s = o.Start + (r1 * o.StartRow);
        V c10 = V.Load(s), c11 = V.Load(s + column);
        s = o.Start + (r2 * o.StartRow);
        V c20 = V.Load(s), c21 = V.Load(s + column);
        s = o.Start + (r3 * o.StartRow);
        V c30 = V.Load(s), c31 = V.Load(s + column);
        s = o.Start + (r4 * o.StartRow);
        V c40 = V.Load(s), c41 = V.Load(s + column);
        s = o.Start + (r5 * o.StartRow);
        V c50 = V.Load(s), c51 = V.Load(s + column);
        T* b = o.B;
        for (long i = -aEnd; i != 0; i += aStep)
        {
            V b0 = V.Load(b), b1 = V.Load(b + 1);
            V x0 = V.Load(a0 + i);
            c00 = V.MultiplyAdd(x0, b0, c00); c01 = V.MultiplyAdd(x0, b1, c01);
            c10 = V.MultiplyAdd(b0, a1 + i, c10); c11 = V.MultiplyAdd(b1, again1 + i, c11);
            V x2 = V.Load(a2 + i);
            c20 = V.MultiplyAdd(x2, b0, c20); c21 = V.MultiplyAdd(x2, b1, c21);
            c30 = V.MultiplyAdd(b0, a3 + i, c30); c31 = V.MultiplyAdd(b1, again3 + i, c31);
            V x4 = V.Load(a4 + i);
            c40 = V.MultiplyAdd(x4, b0, c40); c41 = V.MultiplyAdd(x4, b1, c41);
            c50 = V.MultiplyAdd(b0, a5 + i, c50); c51 = V.MultiplyAdd(b1, again5 + i, c51);
            b += bStep;
        }

        T* c = o.C;
        column = o.Column;
        V.Store(c, c00); V.Store(c + column, c01);
        c = o.C + (r1 * o.CRow);
        V.Store(c, c10); V.Store(c + column, c11);
        c = o.C + (r2 * o.CRow);
        V.Store(c, c20); V.Store(c + column, c21);
        c = o.C + (r3 * o.CRow);
        V.Store(c, c30); V.Store(c + column, c31);
        c = o.C + (r4 * o.CRow);
        V.Store(c, c40); V.Store(c + column, c41);
        c = o.C + (r5 * o.CRow);
        V.Store(c, c50); V.Store(c + column, c51);
    }

    /// <summary>4 rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(in Operands<T> o)
    {
        long r1 = o.Row(1), r2 = o.Row(2), r3 = o.Row(3);
        long aStep = o.AStep, bStep = o.BStep, aEnd = o.K * aStep;
        T* a0 = o.A + aEnd, a1 = a0 + (r1 * o.ARow), a2 = a0 + (r2 * o.ARow), a3 = a0 + (r3 * o.ARow);
        T* again1 = a2 - ((r2 - r1) * o.ARow), again3 = a2 + ((r3 - r2) * o.ARow);
        T* s = o.Start;
        long column = o.StartColumn;
        V c00 = V.Load(s), c01 = V.Load(s + column);
        s = o.Start + (r1 * o.StartRow);
        V c10 = V.Load(s), c11 = V.Load(s + column);
        s = o.Start + (r2 * o.StartRow);
        V c20 = V.Load(s), c21 = V.Load(s + column);
        s = o.Start + (r3 * o.StartRow);
        V c30 = V.Load(s), c31 = V.Load(s + column);
        T* b = o.B;
        long i = -aEnd;
        if (o.K % 2 != 0)
        {
            V b0 = V.Load(b), b1 = V.Load(b + 1);
            V x0 = V.Load(a0 + i);
            c00 = V.MultiplyAdd(x0, b0, c00); c01 = V.MultiplyAdd(x0, b1, c01);
            c10 = V.MultiplyAdd(b0, a1 + i, c10); c11 = V.MultiplyAdd(b1, again1 + i, c11);
            V x2 = V.Load(a2 + i);
            c20 = V.MultiplyAdd(x2, b0, c20); c21 = V.MultiplyAdd(x2, b1, c21);
            c30 = V.MultiplyAdd(b0, a3 + i, c30); c31 = V.MultiplyAdd(b1, again3 + i, c31);
            b += bStep;
            i += aStep;
        }

        // Two terms a turn, because one takes four cycles, and at some addresses the loop cannot come round in them.
        // The sums between have names of their own: the JIT would copy one that is made twice in a turn.
        for (; i != 0; i += aStep)
        {
            V b0 = V.Load(b), b1 = V.Load(b + 1);
            V x0 = V.Load(a0 + i);
            V d00 = V.MultiplyAdd(x0, b0, c00), d01 = V.MultiplyAdd(x0, b1, c01);
            V d10 = V.MultiplyAdd(b0, a1 + i, c10), d11 = V.MultiplyAdd(b1, again1 + i, c11);
            V x2 = V.Load(a2 + i);
            V d20 = V.MultiplyAdd(x2, b0, c20), d21 = V.MultiplyAdd(x2, b1, c21);
            V d30 = V.MultiplyAdd(b0, a3 + i, c30), d31 = V.MultiplyAdd(b1, again3 + i, c31);
            i += aStep;
            V e0 = V.Load(b + bStep), e1 = V.Load(b + bStep + 1);
            V y0 = V.Load(a0 + i);
            c00 = V.MultiplyAdd(y0, e0, d00); c01 = V.MultiplyAdd(y0, e1, d01);
            c10 = V.MultiplyAdd(e0, a1 + i, d10); c11 = V.MultiplyAdd(e1, again1 + i, d11);
            V y2 = V.Load(a2 + i);
            c20 = V.MultiplyAdd(y2, e0, d20); c21 = V.MultiplyAdd(y2, e1, d21);
            c30 = V.MultiplyAdd(e0, a3 + i, d30); c31 = V.MultiplyAdd(e1, again3 + i, d31);
            b += 2 * bStep;
        }

        T* c = o.C;
        column = o.Column;
        V.Store(c, c00); V.Store(c + column, c01);
        c = o.C + (r1 * o.CRow);
        V.Store(c, c10); V.Store(c + column, c11);
        c = o.C + (r2 * o.CRow);
        V.Store(c, c20); V.Store(c + column, c21);
        c = o.C + (r3 * o.CRow);
        V.Store(c, c30); V.Store(c + column, c31);
    }
}
