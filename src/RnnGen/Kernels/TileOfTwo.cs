using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>
/// Register tiles of two rows.
/// The accumulators are spelled out, because only scalars of a register type stay in registers.
/// </summary>
internal static unsafe class TileOfTwo<V, T>
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

    /// <summary>2 rows by one register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns1(in Operands<T> o)
    {
        long r1 = o.Row(1);
        T* a0 = o.A, a1 = o.A + (r1 * o.ARow);
        T* s = o.Start;
        V c00 = V.Load(s);
        s = o.Start + (r1 * o.StartRow);
        V c10 = V.Load(s);
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
            b += bStep;
            i += aStep;
        }

        T* c = o.C;
        V.Store(c, c00);
        c = o.C + (r1 * o.CRow);
        V.Store(c, c10);
    }

    /// <summary>2 rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns2(in Operands<T> o)
    {
        long r1 = o.Row(1);
        T* a0 = o.A, a1 = o.A + (r1 * o.ARow);
        T* s = o.Start;
        long column = o.StartColumn;
        V c00 = V.Load(s), c01 = V.Load(s + column);
        s = o.Start + (r1 * o.StartRow);
        V c10 = V.Load(s), c11 = V.Load(s + column);
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
            b += bStep;
            i += aStep;
        }

        T* c = o.C;
        column = o.Column;
        V.Store(c, c00); V.Store(c + column, c01);
        c = o.C + (r1 * o.CRow);
        V.Store(c, c10); V.Store(c + column, c11);
    }

    /// <summary>2 rows by three registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns3(in Operands<T> o)
    {
        long r1 = o.Row(1);
        T* a0 = o.A, a1 = o.A + (r1 * o.ARow);
        T* s = o.Start;
        long column = o.StartColumn;
        V c00 = V.Load(s), c01 = V.Load(s + column), c02 = V.Load(s + (2 * column));
        s = o.Start + (r1 * o.StartRow);
        V c10 = V.Load(s), c11 = V.Load(s + column), c12 = V.Load(s + (2 * column));
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
            b += bStep;
            i += aStep;
        }

        T* c = o.C;
        column = o.Column;
        V.Store(c, c00); V.Store(c + column, c01); V.Store(c + (2 * column), c02);
        c = o.C + (r1 * o.CRow);
        V.Store(c, c10); V.Store(c + column, c11); V.Store(c + (2 * column), c12);
    }

    /// <summary>2 rows by four registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns4(in Operands<T> o)
    {
        long r1 = o.Row(1);
        T* a0 = o.A, a1 = o.A + (r1 * o.ARow);
        T* s = o.Start;
        long column = o.StartColumn;
        V c00 = V.Load(s), c01 = V.Load(s + column), c02 = V.Load(s + (2 * column)), c03 = V.Load(s + (3 * column));
        s = o.Start + (r1 * o.StartRow);
        V c10 = V.Load(s), c11 = V.Load(s + column), c12 = V.Load(s + (2 * column)), c13 = V.Load(s + (3 * column));
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
            b += bStep;
            i += aStep;
        }

        T* c = o.C;
        column = o.Column;
        V.Store(c, c00); V.Store(c + column, c01); V.Store(c + (2 * column), c02); V.Store(c + (3 * column), c03);
        c = o.C + (r1 * o.CRow);
        V.Store(c, c10); V.Store(c + column, c11); V.Store(c + (2 * column), c12); V.Store(c + (3 * column), c13);
    }
}
