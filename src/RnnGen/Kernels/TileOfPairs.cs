using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>
/// Register tiles of one row in two halves, which hide the latency of the chains: two panels side by side where a
/// register is a block, two registers of each block where it is narrower.
/// </summary>
internal static unsafe class TileOfPairs<V, T>
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

    /// <summary>1 column of registers in each half.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns1(in Operands<T> o)
    {
        T* a = o.A, s = o.Start, t = o.Start + o.StartPair;
        V c0 = V.Load(s);
        V d0 = V.Load(t);
        T* p = o.B, q = o.B + o.BPair;
        long aStep = o.AStep, bStep = o.BStep;
        for (int k = o.K; k > 0; k--)
        {
            V x = V.Broadcast(a);
            c0 = V.MultiplyAdd(x, p, c0);
            d0 = V.MultiplyAdd(x, q, d0);
            a += aStep;
            p += bStep;
            q += bStep;
        }

        T* c = o.C, d = o.C + o.Pair;
        V.Store(c, c0);
        V.Store(d, d0);
    }

    /// <summary>2 columns of registers in each half.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns2(in Operands<T> o)
    {
        T* a = o.A, s = o.Start, t = o.Start + o.StartPair;
        long column = o.StartColumn;
        V c0 = V.Load(s), c1 = V.Load(s + column);
        V d0 = V.Load(t), d1 = V.Load(t + column);
        T* p = o.B, q = o.B + o.BPair;
        long aStep = o.AStep, bStep = o.BStep, block = V.Count == Panels.Block<T>() ? V.Count : o.BColumn;
        for (int k = o.K; k > 0; k--)
        {
            V x = V.Broadcast(a);
            c0 = V.MultiplyAdd(x, p, c0);
            d0 = V.MultiplyAdd(x, q, d0);
            c1 = V.MultiplyAdd(x, p + block, c1);
            d1 = V.MultiplyAdd(x, q + block, d1);
            a += aStep;
            p += bStep;
            q += bStep;
        }

        T* c = o.C, d = o.C + o.Pair;
        column = o.Column;
        V.Store(c, c0); V.Store(c + column, c1);
        V.Store(d, d0); V.Store(d + column, d1);
    }

    /// <summary>3 columns of registers in each half.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns3(in Operands<T> o)
    {
        T* a = o.A, s = o.Start, t = o.Start + o.StartPair;
        long column = o.StartColumn;
        V c0 = V.Load(s), c1 = V.Load(s + column), c2 = V.Load(s + (2 * column));
        V d0 = V.Load(t), d1 = V.Load(t + column), d2 = V.Load(t + (2 * column));
        T* p = o.B, q = o.B + o.BPair;
        long aStep = o.AStep, bStep = o.BStep, block = V.Count == Panels.Block<T>() ? V.Count : o.BColumn;
        for (int k = o.K; k > 0; k--)
        {
            V x = V.Broadcast(a);
            c0 = V.MultiplyAdd(x, p, c0);
            d0 = V.MultiplyAdd(x, q, d0);
            c1 = V.MultiplyAdd(x, p + block, c1);
            d1 = V.MultiplyAdd(x, q + block, d1);
            c2 = V.MultiplyAdd(x, p + (2 * block), c2);
            d2 = V.MultiplyAdd(x, q + (2 * block), d2);
            a += aStep;
            p += bStep;
            q += bStep;
        }

        T* c = o.C, d = o.C + o.Pair;
        column = o.Column;
        V.Store(c, c0); V.Store(c + column, c1); V.Store(c + (2 * column), c2);
        V.Store(d, d0); V.Store(d + column, d1); V.Store(d + (2 * column), d2);
    }

    /// <summary>4 columns of registers in each half.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Columns4(in Operands<T> o)
    {
        T* a = o.A, s = o.Start, t = o.Start + o.StartPair;
        long column = o.StartColumn;
        V c0 = V.Load(s), c1 = V.Load(s + column), c2 = V.Load(s + (2 * column)), c3 = V.Load(s + (3 * column));
        V d0 = V.Load(t), d1 = V.Load(t + column), d2 = V.Load(t + (2 * column)), d3 = V.Load(t + (3 * column));
        T* p = o.B, q = o.B + o.BPair;
        long aStep = o.AStep, bStep = o.BStep, block = V.Count == Panels.Block<T>() ? V.Count : o.BColumn;
        for (int k = o.K; k > 0; k--)
        {
            V x = V.Broadcast(a);
            c0 = V.MultiplyAdd(x, p, c0);
            d0 = V.MultiplyAdd(x, q, d0);
            c1 = V.MultiplyAdd(x, p + block, c1);
            d1 = V.MultiplyAdd(x, q + block, d1);
            c2 = V.MultiplyAdd(x, p + (2 * block), c2);
            d2 = V.MultiplyAdd(x, q + (2 * block), d2);
            c3 = V.MultiplyAdd(x, p + (3 * block), c3);
            d3 = V.MultiplyAdd(x, q + (3 * block), d3);
            a += aStep;
            p += bStep;
            q += bStep;
        }

        T* c = o.C, d = o.C + o.Pair;
        column = o.Column;
        V.Store(c, c0); V.Store(c + column, c1); V.Store(c + (2 * column), c2); V.Store(c + (3 * column), c3);
        V.Store(d, d0); V.Store(d + column, d1); V.Store(d + (2 * column), d2); V.Store(d + (3 * column), d3);
    }
}
