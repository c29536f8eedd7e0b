using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>
/// Register tiles of four rows, of which the last may be repeated: every load precedes every store.
/// The accumulators are spelled out, because only scalars of a register type stay in registers.
/// </summary>
internal static unsafe class TileOfFour<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>Runs the tile for <paramref name="columns"/> registers, 1 to 4.</summary>
    public static void Run(in Operands<T> o, int columns)
    {
        switch (columns)
        {
            case 1: Columns1(o); break;
            case 2: Columns2(o); break;
            case 3: Columns3(o); break;
            default: Columns4(o); break;
        }
    }

    /// <summary>4 rows by one register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns1(in Operands<T> o)
    {
        long r1 = o.Row(1), r2 = o.Row(2), r3 = o.Row(3);
        T* a0 = o.A, a1 = o.A + (r1 * o.ARow), a2 = o.A + (r2 * o.ARow), a3 = o.A + (r3 * o.ARow);
        T* s = o.Start;
        V c00 = V.Load(s);
        s = o.Start + (r1 * o.StartRow);
        V c10 = V.Load(s);
        s = o.Start + (r2 * o.StartRow);
        V c20 = V.Load(s);
        s = o.Start + (r3 * o.StartRow);
        V c30 = V.Load(s);
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
    }

    /// <summary>4 rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns2(in Operands<T> o)
    {
        long r1 = o.Row(1), r2 = o.Row(2), r3 = o.Row(3);
        T* a0 = o.A, a1 = o.A + (r1 * o.ARow), a2 = o.A + (r2 * o.ARow), a3 = o.A + (r3 * o.ARow);
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
    }

    /// <summary>4 rows by three registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns3(in Operands<T> o)
    {
        long r1 = o.Row(1), r2 = o.Row(2), r3 = o.Row(3);
        T* a0 = o.A, a1 = o.A + (r1 * o.ARow), a2 = o.A + (r2 * o.ARow), a3 = o.A + (r3 * o.ARow);
        T* s = o.Start;
        long column = o.StartColumn, third = o.StartThird;
        V c00 = V.Load(s), c01 = V.Load(s + column), c02 = V.Load(s + third);
        s = o.Start + (r1 * o.StartRow);
        V c10 = V.Load(s), c11 = V.Load(s + column), c12 = V.Load(s + third);
        s = o.Start + (r2 * o.StartRow);
        V c20 = V.Load(s), c21 = V.Load(s + column), c22 = V.Load(s + third);
        s = o.Start + (r3 * o.StartRow);
        V c30 = V.Load(s), c31 = V.Load(s + column), c32 = V.Load(s + third);
        T* b = o.B;
        bool isWide = V.Count == Panels.Block<T>();
        long second = isWide ? V.Count : o.BColumn, last = isWide ? 2 * V.Count : o.BThird;
        long aStep = o.AStep, bStep = o.BStep;
        long i = 0;
        for (int k = o.K; k > 0; k--)
        {
            V b0 = V.Load(b), b1 = V.Load(b + second), b2 = V.Load(b + last);
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
            b += bStep;
            i += aStep;
        }

        T* c = o.C;
        column = o.Column;
        third = o.Third;
        V.Store(c, c00); V.Store(c + column, c01); V.Store(c + third, c02);
        c = o.C + (r1 * o.CRow);
        V.Store(c, c10); V.Store(c + column, c11); V.Store(c + third, c12);
        c = o.C + (r2 * o.CRow);
        V.Store(c, c20); V.Store(c + column, c21); V.Store(c + third, c22);
        c = o.C + (r3 * o.CRow);
        V.Store(c, c30); V.Store(c + column, c31); V.Store(c + third, c32);
    }

    /// <summary>4 rows by four registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns4(in Operands<T> o)
    {
        long r1 = o.Row(1), r2 = o.Row(2), r3 = o.Row(3);
        T* a0 = o.A, a1 = o.A + (r1 * o.ARow), a2 = o.A + (r2 * o.ARow), a3 = o.A + (r3 * o.ARow);
        T* s = o.Start;
        long column = o.StartColumn;
        V c00 = V.Load(s), c01 = V.Load(s + column), c02 = V.Load(s + (2 * column)), c03 = V.Load(s + (3 * column));
        s = o.Start + (r1 * o.StartRow);
        V c10 = V.Load(s), c11 = V.Load(s + column), c12 = V.Load(s + (2 * column)), c13 = V.Load(s + (3 * column));
        s = o.Start + (r2 * o.StartRow);
        V c20 = V.Load(s), c21 = V.Load(s + column), c22 = V.Load(s + (2 * column)), c23 = V.Load(s + (3 * column));
        s = o.Start + (r3 * o.StartRow);
        V c30 = V.Load(s), c31 = V.Load(s + column), c32 = V.Load(s + (2 * column)), c33 = V.Load(s + (3 * column));
        T* b = o.B;
        long aStep = o.AStep, bStep = o.BStep;
        long i = 0;
        for (int k = o.K; k > 0; k--)
        {
            V b0 = V.Load(b), b1 = V.Load(b + V.Count), b2 = V.Load(b + (2 * V.Count)), b3 = V.Load(b + (3 * V.Count));
            V x0 = V.Broadcast(a0 + i);
            c00 = V.MultiplyAdd(x0, b0, c00); c01 = V.MultiplyAdd(x0, b1, c01);
            c02 = V.MultiplyAdd(x0, b2, c02); c03 = V.MultiplyAdd(x0, b3, c03);
            V x1 = V.Broadcast(a1 + i);
            c10 = V.MultiplyAdd(x1, b0, c10); c11 = V.MultiplyAdd(x1, b1, c11);
            c12 = V.MultiplyAdd(x1, b2, c12); c13 = V.MultiplyAdd(x1, b3, c13);
            V x2 = V.Broadcast(a2 + i);
            c20 = V.MultiplyAdd(x2, b0, c20); c21 = V.MultiplyAdd(x2, b1, c21);
            c22 = V.MultiplyAdd(x2, b2, c22); c23 = V.MultiplyAdd(x2, b3, c23);
            V x3 = V.Broadcast(a3 + i);
            c30 = V.MultiplyAdd(x3, b0, c30); c31 = V.MultiplyAdd(x3, b1, c31);
            c32 = V.MultiplyAdd(x3, b2, c32); c33 = V.MultiplyAdd(x3, b3, c33);
            b += bStep;
            i += aStep;
        }

        T* c = o.C;
        column = o.Column;
        V.Store(c, c00); V.Store(c + column, c01); V.Store(c + (2 * column), c02); V.Store(c + (3 * column), c03);
        c = o.C + (r1 * o.CRow);
        V.Store(c, c10); V.Store(c + column, c11); V.Store(c + (2 * column), c12); V.Store(c + (3 * column), c13);
        c = o.C + (r2 * o.CRow);
        V.Store(c, c20); V.Store(c + column, c21); V.Store(c + (2 * column), c22); V.Store(c + (3 * column), c23);
        c = o.C + (r3 * o.CRow);
        V.Store(c, c30); V.Store(c + column, c31); V.Store(c + (2 * column), c32); V.Store(c + (3 * column), c33);
    }
}
