using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>
/// Register tiles of eight rows, of which the last may be repeated: every load precedes every store. They need more
/// than 16 registers, and read each panel least often.
/// The accumulators are spelled out, because only scalars of a register type stay in registers.
/// </summary>
internal static unsafe class TileOfEight<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>Runs the tile for <paramref name="columns"/> registers, 1 to 4; four are two times two.</summary>
    public static void Run(in Operands<T> o, int columns)
    {
        switch (columns)
        {
            case 1: Columns1(o); break;
            case 2: Columns2(o); break;
            case 3: Columns3(o); break;
            default:
                Columns2(o);
                Operands<T> right = o;
                right.B += 2 * V.Count;
                right.Start += 2 * o.StartColumn;
                right.C += 2 * o.Column;
                Columns2(right);
                break;
        }
    }

    /// <summary>8 rows by one register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns1(in Operands<T> o)
    {
        long r1 = o.Row(1), r2 = o.Row(2), r3 = o.Row(3), r4 = o.Row(4), r5 = o.Row(5), r6 = o.Row(6), r7 = o.Row(7);
        T* a0 = o.A, a1 = o.A + (r1 * o.ARow), a2 = o.A + (r2 * o.ARow), a3 = o.A + (r3 * o.ARow);
        T* a4 = o.A + (r4 * o.ARow), a5 = o.A + (r5 * o.ARow), a6 = o.A + (r6 * o.ARow), a7 = o.A + (r7 * o.ARow);
        T* s = o.Start;
        V c00 = V.Load(s);
        s = o.Start + (r1 * o.StartRow);
        V c10 = V.Load(s);
        s = o.Start + (r2 * o.StartRow);
        V c20 = V.Load(s);
        s = o.Start + (r3 * o.StartRow);
        V c30 = V.Load(s);
        s = o.Start + (r4 * o.StartRow);
        V c40 = V.Load(s);
        s = o.Start + (r5 * o.StartRow);
        V c50 = V.Load(s);
        s = o.Start + (r6 * o.StartRow);
        V c60 = V.Load(s);
        s = o.Start + (r7 * o.StartRow);
        V c70 = V.Load(s);
        T* b = o.B;
        long aStep = o.AStep, bStep = o.BStep;
        long i = 0;
        for (int k = o.K; k > 0; k--)
        {
            V b0 = V.Load(b);
            V x0 = V.Broadcast(a0 + i);
            c00 = V.MultiplyAdd(x0, b0, c00);
            V x1 = V.Broadcast(a1 + i);
            c10 = V.MultiplyAdd(x1, b0, c10);
            V x2 = V.Broadcast(a2 + i);
            c20 = V.MultiplyAdd(x2, b0, c20);
            V x3 = V.Broadcast(a3 + i);
            c30 = V.MultiplyAdd(x3, b0, c30);
            V x4 = V.Broadcast(a4 + i);
            c40 = V.MultiplyAdd(x4, b0, c40);
            V x5 = V.Broadcast(a5 + i);
            c50 = V.MultiplyAdd(x5, b0, c50);
            V x6 = V.Broadcast(a6 + i);
            c60 = V.MultiplyAdd(x6, b0, c60);
            V x7 = V.Broadcast(a7 + i);
            c70 = V.MultiplyAdd(x7, b0, c70);
            b += bStep;
            i += aStep;
        }

        T* c = o.C;
        V.Store(c, c00);
        c = o.C + (r1 * o.CRow);
        V.Store(c, c10);
        c = o.C + (r2 * o.CRow);
        V.Store(c, c20);
        c = o.C + (r3 * o.CRow);
        V.Store(c, c30);
        c = o.C + (r4 * o.CRow);
        V.Store(c, c40);
        c = o.C + (r5 * o.CRow);
        V.Store(c, c50);
        c = o.C + (r6 * o.CRow);
        V.Store(c, c60);
        c = o.C + (r7 * o.CRow);
        V.Store(c, c70);
    }

    /// <summary>8 rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns2(in Operands<T> o)
    {
        long r1 = o.Row(1), r2 = o.Row(2), r3 = o.Row(3), r4 = o.Row(4), r5 = o.Row(5), r6 = o.Row(6), r7 = o.Row(7);
        T* a0 = o.A, a1 = o.A + (r1 * o.ARow), a2 = o.A + (r2 * o.ARow), a3 = o.A + (r3 * o.ARow);
        T* a4 = o.A + (r4 * o.ARow), a5 = o.A + (r5 * o.ARow), a6 = o.A + (r6 * o.ARow), a7 = o.A + (r7 * o.ARow);
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
        s = o.Start + (r6 * o.StartRow);
        V c60 = V.Load(s), c61 = V.Load(s + column);
        s = o.Start + (r7 * o.StartRow);
        V c70 = V.Load(s), c71 = V.Load(s + column);
        T* b = o.B;
        long aStep = o.AStep, bStep = o.BStep;
        long i = 0;
        for (int k = o.K; k > 0; k--)
        {
            V b0 = V.Load(b), b1 = V.Load(b + V.Count);
            V x0 = V.Broadcast(a0 + i);
            c00 = V.MultiplyAdd(x0, b0, c00); c01 = V.MultiplyAdd(x0, b1, c01);
            V x1 = V.Broadcast(a1 + i);
            c10 = V.MultiplyAdd(x1, b0, c10); c11 = V.MultiplyAdd(x1, b1, c11);
            V x2 = V.Broadcast(a2 + i);
            c20 = V.MultiplyAdd(x2, b0, c20); c21 = V.MultiplyAdd(x2, b1, c21);
            V x3 = V.Broadcast(a3 + i);
            c30 = V.MultiplyAdd(x3, b0, c30); c31 = V.MultiplyAdd(x3, b1, c31);
            V x4 = V.Broadcast(a4 + i);
            c40 = V.MultiplyAdd(x4, b0, c40); c41 = V.MultiplyAdd(x4, b1, c41);
            V x5 = V.Broadcast(a5 + i);
            c50 = V.MultiplyAdd(x5, b0, c50); c51 = V.MultiplyAdd(x5, b1, c51);
            V x6 = V.Broadcast(a6 + i);
            c60 = V.MultiplyAdd(x6, b0, c60); c61 = V.MultiplyAdd(x6, b1, c61);
            V x7 = V.Broadcast(a7 + i);
            c70 = V.MultiplyAdd(x7, b0, c70); c71 = V.MultiplyAdd(x7, b1, c71);
            b += bStep;
            i += aStep;
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
        c = o.C + (r6 * o.CRow);
        V.Store(c, c60); V.Store(c + column, c61);
        c = o.C + (r7 * o.CRow);
        V.Store(c, c70); V.Store(c + column, c71);
    }

    /// <summary>8 rows by three registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns3(in Operands<T> o)
    {
        long r1 = o.Row(1), r2 = o.Row(2), r3 = o.Row(3), r4 = o.Row(4), r5 = o.Row(5), r6 = o.Row(6), r7 = o.Row(7);
        T* a0 = o.A, a1 = o.A + (r1 * o.ARow), a2 = o.A + (r2 * o.ARow), a3 = o.A + (r3 * o.ARow);
        T* a4 = o.A + (r4 * o.ARow), a5 = o.A + (r5 * o.ARow), a6 = o.A + (r6 * o.ARow), a7 = o.A + (r7 * o.ARow);
        T* s = o.Start;
        long column = o.StartColumn;
        V c00 = V.Load(s), c01 = V.Load(s + column), c02 = V.Load(s + (2 * column));
        s = o.Start + (r1 * o.StartRow);
        V c10 = V.Load(s), c11 = V.Load(s + column), c12 = V.Load(s + (2 * column));
        s = o.Start + (r2 * o.StartRow);
        V c20 = V.Load(s), c21 = V.Load(s + column), c22 = V.Load(s + (2 * column));
        s = o.Start + (r3 * o.StartRow);
        V c30 = V.Load(s), c31 = V.Load(s + column), c32 = V.Load(s + (2 * column));
        s = o.Start + (r4 * o.StartRow);
        V c40 = V.Load(s), c41 = V.Load(s + column), c42 = V.Load(s + (2 * column));
        s = o.Start + (r5 * o.StartRow);
        V c50 = V.Load(s), c51 = V.Load(s + column), c52 = V.Load(s + (2 * column));
        s = o.Start + (r6 * o.StartRow);
        V c60 = V.Load(s), c61 = V.Load(s + column), c62 = V.Load(s + (2 * column));
        s = o.Start + (r7 * o.StartRow);
        V c70 = V.Load(s), c71 = V.Load(s + column), c72 = V.Load(s + (2 * column));
        T* b = o.B;
        long aStep = o.AStep, bStep = o.BStep;
        long i = 0;
        for (int k = o.K; k > 0; k--)
        {
            V b0 = V.Load(b), b1 = V.Load(b + V.Count), b2 = V.Load(b + (2 * V.Count));
            V x0 = V.Broadcast(a0 + i);
            c00 = V.MultiplyAdd(x0, b0, c00); c01 = V.MultiplyAdd(x0, b1, c01);
            c02 = V.MultiplyAdd(x0, b2, c02);
            V x1 = V.Broadcast(a1 + i);
            c10 = V.MultiplyAdd(x1, b0, c10); c11 = V.MultiplyAdd(x1, b1, c11);
            c12 = V.MultiplyAdd(x1, b2, c12);
            V x2 = V.Broadcast(a2 + i);
            c20 = V.MultiplyAdd(x2, b0, c20); c21 = V.MultiplyAdd(x2, b1, c21);
            c22 = V.MultiplyAdd(x2, b2, c22);
            V x3 = V.Broadcast(a3 + i);
            c30 = V.MultiplyAdd(x3, b0, c30); c31 = V.MultiplyAdd(x3, b1, c31);
            c32 = V.MultiplyAdd(x3, b2, c32);
            V x4 = V.Broadcast(a4 + i);
            c40 = V.MultiplyAdd(x4, b0, c40); c41 = V.MultiplyAdd(x4, b1, c41);
            c42 = V.MultiplyAdd(x4, b2, c42);
            V x5 = V.Broadcast(a5 + i);
            c50 = V.MultiplyAdd(x5, b0, c50); c51 = V.MultiplyAdd(x5, b1, c51);
            c52 = V.MultiplyAdd(x5, b2, c52);
            V x6 = V.Broadcast(a6 + i);
            c60 = V.MultiplyAdd(x6, b0, c60); c61 = V.MultiplyAdd(x6, b1, c61);
            c62 = V.MultiplyAdd(x6, b2, c62);
            V x7 = V.Broadcast(a7 + i);
            c70 = V.MultiplyAdd(x7, b0, c70); c71 = V.MultiplyAdd(x7, b1, c71);
            c72 = V.MultiplyAdd(x7, b2, c72);
            b += bStep;
            i += aStep;
        }

        T* c = o.C;
        column = o.Column;
        V.Store(c, c00); V.Store(c + column, c01); V.Store(c + (2 * column), c02);
        c = o.C + (r1 * o.CRow);
        V.Store(c, c10); V.Store(c + column, c11); V.Store(c + (2 * column), c12);
        c = o.C + (r2 * o.CRow);
        V.Store(c, c20); V.Store(c + column, c21); V.Store(c + (2 * column), c22);
        c = o.C + (r3 * o.CRow);
        V.Store(c, c30); V.Store(c + column, c31); V.Store(c + (2 * column), c32);
        c = o.C + (r4 * o.CRow);
        V.Store(c, c40); V.Store(c + column, c41); V.Store(c + (2 * column), c42);
        c = o.C + (r5 * o.CRow);
        V.Store(c, c50); V.Store(c + column, c51); V.Store(c + (2 * column), c52);
        c = o.C + (r6 * o.CRow);
        V.Store(c, c60); V.Store(c + column, c61); V.Store(c + (2 * column), c62);
        c = o.C + (r7 * o.CRow);
        V.Store(c, c70); V.Store(c + column, c71); V.Store(c + (2 * column), c72);
    }
}
