using System.Runtime.Intrinsics.Arm;
using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>Covers a strip of columns, one tile wide, with register tiles.</summary>
internal static unsafe class Tiles<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>Whether the accumulators of eight rows fit the registers.</summary>
    private static bool HasManyRegisters
        => V.Count == Panels.Block<T>() || (V.Count > 1 && AdvSimd.Arm64.IsSupported);

    /// <summary>Runs <paramref name="rows"/> rows of a strip of <paramref name="columns"/> registers.</summary>
    /// <param name="o">The first tile's operands.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Registers side by side, 1 to 4.</param>
    /// <param name="near">
    /// Whether B is in a core's own caches. A tile of eight rows reads B once instead of twice, but the halves of its
    /// lines one after the other, which a far cache does not send fast.
    /// </param>
    public static void Run(Operands<T> o, int rows, int columns, bool near)
    {
        // After a tile of six, one or two rows would wait for their few chains.
        int most = near && HasManyRegisters ? 8 : 4;
        while (rows > 0)
        {
            int take = Math.Min(rows, rows is 7 or 8 ? most : 6);
            o.Rows = take;
            if (V.Count == 1 && take > 2)
                ScalarTiles<V, T>.Run(o);
            else if (take > 6)
                TileOfEight<V, T>.Run(o, columns);
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
