using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>Covers a strip of columns, one tile wide, with register tiles.</summary>
internal static unsafe class Tiles<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>Runs <paramref name="rows"/> rows of a strip of <paramref name="columns"/> registers.</summary>
    public static void Run(Operands<T> o, int rows, int columns)
    {
        while (rows > 0)
        {
            // 7 and 8 rows are two tiles of four: after a tile of six, one or two rows would wait for their few chains.
            int take = rows is 7 or 8 ? 4 : Math.Min(rows, 6);
            o.Rows = take;
            if (V.Count == 1 && take > 2)
                ScalarTiles<V, T>.Run(o);
            else if (take > 4)
                TileOfSix<V, T>.Run(o, columns);
            else if (take > 2)
                TileOfFour<V, T>.Run(o, columns);
            else if (take == 2)
                TileOfTwo<V, T>.Run(o, columns);
            else
                TileOfOne<V, T>.Run(o, columns);
            rows -= take;
            o.A += take * o.ARow;
            o.Start += take * o.StartRow;
            o.C += take * o.CRow;
        }
    }
}
