using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>
/// Register tiles of one row, for what a pair of columns leaves over.
/// </summary>
internal static unsafe class TileOfOne<V, T>
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

    /// <summary>1 row by one register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns1(in Operands<T> o)
    {
        T* a0 = o.A;
        T* s = o.Start;
        V c00 = V.Load(s);
        T* b = o.B;
        long aStep = o.AStep, bStep = o.BStep;
        long i = 0;
        for (int k = o.K; k > 0; k--)
        {
            V x0 = V.Broadcast(a0 + i);
            c00 = V.MultiplyAdd(x0, b, c00);
            b += bStep;
            i += aStep;
        }

        T* c = o.C;
        V.Store(c, c00);
    }

    /// <summary>1 row by two registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns2(in Operands<T> o)
    {
        T* a0 = o.A;
        T* s = o.Start;
        long column = o.StartColumn;
        V c00 = V.Load(s), c01 = V.Load(s + column);
        T* b = o.B;
        long aStep = o.AStep, bStep = o.BStep;
        long i = 0;
        for (int k = o.K; k > 0; k--)
        {
            V x0 = V.Broadcast(a0 + i);
            c00 = V.MultiplyAdd(x0, b, c00); c01 = V.MultiplyAdd(x0, b + V.Count, c01);
            b += bStep;
            i += aStep;
        }

        T* c = o.C;
        column = o.Column;
        V.Store(c, c00); V.Store(c + column, c01);
    }

    /// <summary>1 row by three registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns3(in Operands<T> o)
    {
        T* a0 = o.A;
        T* s = o.Start;
        long column = o.StartColumn;
        V c00 = V.Load(s), c01 = V.Load(s + column), c02 = V.Load(s + (2 * column));
        T* b = o.B;
        long aStep = o.AStep, bStep = o.BStep;
        long i = 0;
        for (int k = o.K; k > 0; k--)
        {
            V x0 = V.Broadcast(a0 + i);
            c00 = V.MultiplyAdd(x0, b, c00); c01 = V.MultiplyAdd(x0, b + V.Count, c01);
            c02 = V.MultiplyAdd(x0, b + (2 * V.Count), c02);
            b += bStep;
            i += aStep;
        }

        T* c = o.C;
        column = o.Column;
        V.Store(c, c00); V.Store(c + column, c01); V.Store(c + (2 * column), c02);
    }

    /// <summary>1 row by four registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns4(in Operands<T> o)
    {
        T* a0 = o.A;
        T* s = o.Start;
        long column = o.StartColumn;
        V c00 = V.Load(s), c01 = V.Load(s + column), c02 = V.Load(s + (2 * column)), c03 = V.Load(s + (3 * column));
        T* b = o.B;
        long aStep = o.AStep, bStep = o.BStep;
        long i = 0;
        for (int k = o.K; k > 0; k--)
        {
            V x0 = V.Broadcast(a0 + i);
            c00 = V.MultiplyAdd(x0, b, c00); c01 = V.MultiplyAdd(x0, b + V.Count, c01);
            c02 = V.MultiplyAdd(x0, b + (2 * V.Count), c02); c03 = V.MultiplyAdd(x0, b + (3 * V.Count), c03);
            b += bStep;
            i += aStep;
        }

        T* c = o.C;
        column = o.Column;
        V.Store(c, c00); V.Store(c + column, c01); V.Store(c + (2 * column), c02); V.Store(c + (3 * column), c03);
    }
}
