using System.ComponentModel;
using RnnGen.Program;
using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>Products of rows with packed weights.</summary>
/// <typeparam name="V">The register type.</typeparam>
/// <typeparam name="T">The float type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Product<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>Bytes of A that stay in the second-level cache while all panels pass.</summary>
    private const int CachedBytes = 256 * 1024;

    /// <summary>Bytes of B that stay in the second-level cache from one product to the next.</summary>
    private const long NearBytes = 1024 * 1024;

    /// <summary>
    /// C[m, .] = start[m, .] + sum over k of A[m, k] B[k, .]: k ascending, one chain of MultiplyAdd for each element,
    /// so the bits depend on neither the number of rows nor the tiling, and a stored sum can be continued.
    /// </summary>
    /// <param name="shape">K, units and gates.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="a">A [rows, K].</param>
    /// <param name="aRow">Floats between rows of A.</param>
    /// <param name="panels">B, packed by <see cref="Panels"/>.</param>
    /// <param name="start">Where the sums start, laid out as C; null for zero; may be <paramref name="c"/>.</param>
    /// <param name="startRow">Floats between rows of the start; 0 repeats one row, as for a bias.</param>
    /// <param name="c">C; padding units get the padding of the start.</param>
    /// <param name="cRow">Floats between rows of C.</param>
    /// <param name="team">Who computes it: each member some of the units, whose panels nobody else reads.</param>
    public static void Run(
        in PanelShape shape, int rows, T* a, long aRow, T* panels, T* start, long startRow, T* c, long cRow,
        Team team = default)
    {
        if (team.IsAlone)
        {
            Whole(shape, rows, a, aRow, panels, start, startRow, c, cRow);
            return;
        }

        int whole = Panels.Block<T>() * (shape.Gates > 1 ? 1 : Panels.BlocksInPanel);
        Part part = team.Part(shape.Units, whole);
        if (part.Count == 0)
            return;
        long u = part.From;
        panels += u * shape.K * shape.Gates;
        start = start == null ? null : start + u;
        Whole(shape with { Units = (int)part.Count }, rows, a, aRow, panels, start, startRow, c + u, cRow);
    }

    private static void Whole(
        in PanelShape shape, int rows, T* a, long aRow, T* panels, T* start, long startRow, T* c, long cRow)
    {
        if (start == null)
            FromZero(shape, rows, a, aRow, panels, c, cRow);
        else
            From(shape, rows, a, aRow, panels, start, startRow, false, c, cRow);
    }

    /// <summary>A block of zeros stands for the start: every row and column of it.</summary>
    private static void FromZero(in PanelShape shape, int rows, T* a, long aRow, T* panels, T* c, long cRow)
    {
        T* zero = stackalloc T[Panels.Block<T>()];
        Rows<V, T>.Clear(zero, Panels.Block<T>());
        From(shape, rows, a, aRow, panels, zero, 0, true, c, cRow);
    }

    private static void From(
        in PanelShape shape, int rows, T* a, long aRow, T* panels, T* start, long startRow, bool zeroed, T* c,
        long cRow)
    {
        Operands<T> o = default;
        o.K = shape.K;
        o.Rows = 1;
        o.A = a;
        o.ARow = aRow;
        o.AStep = 1;
        o.Start = start;
        o.StartRow = startRow;
        o.C = c;
        o.CRow = cRow;
        if (rows == 1)
        {
            OneRow(shape, ref o, panels, zeroed);
            return;
        }

        int chunk = Math.Max(48, CachedBytes / sizeof(T) / Math.Max(1, shape.K) / 6 * 6);
        for (int done = 0; done < rows; done += chunk)
        {
            int take = Math.Min(chunk, rows - done);
            o.A = a + (done * aRow);
            o.Start = start + (done * startRow);
            o.C = c + (done * cRow);
            ManyRows(shape, o, take, panels, zeroed);
        }
    }

    /// <summary>All panels for some rows.</summary>
    private static void ManyRows(in PanelShape shape, Operands<T> o, int rows, T* panels, bool zeroed)
    {
        int block = Panels.Block<T>();
        int blocks = Panels.Blocks<T>(shape.Units);
        bool gated = shape.Gates > 1;
        bool near = Panels.Length<T>(shape.Units, shape.K, shape.Gates) * sizeof(T) <= NearBytes;
        T* start = o.Start;
        T* c = o.C;
        for (int u = 0; u < blocks; u += gated ? 1 : Panels.BlocksInPanel)
        {
            int width = gated ? shape.Gates : Math.Min(Panels.BlocksInPanel, blocks - u);
            o.BStep = V.Count == block ? width * block : block;
            o.B = panels;
            o.Column = gated ? shape.GateStride : block;
            o.StartColumn = zeroed ? 0 : o.Column;
            o.Third = 2 * o.Column;
            o.StartThird = 2 * o.StartColumn;
            o.C = c + (u * block);
            o.Start = zeroed ? start : start + (u * block);
            if (V.Count == block)
                Tiles<V, T>.Run(o, rows, width, near);
            else
                NarrowPanel(o, rows, width, near, zeroed);
            panels += (long)shape.K * width * block;
        }
    }

    /// <summary>
    /// One panel with narrower registers: two of them at a time for tiles of six rows, three for tiles of four, which
    /// then have as many chains. On one lane, which has tiles of its own, and where there are no more, one or two rows
    /// are computed one by one: a tile so small would wait for its few chains.
    /// </summary>
    private static void NarrowPanel(in Operands<T> panel, int rows, int width, bool near, bool zeroed)
    {
        int rest = rows % 6;
        if (V.Count > 1 && rows > 2 && rest is > 0 and < 5)
        {
            int fours = rest < 3 ? rest + 6 : rest;
            TwoAtATime(panel, rows - fours, width, near, zeroed);
            ThreeAtATime(From(panel, rows - fours), fours, width, zeroed);
            return;
        }

        // On one lane two rows become two tiles of four with the six before them.
        int single = rest == 1 || (rest == 2 && rows == 2) ? rest : 0;
        TwoAtATime(panel, rows - single, width, near, zeroed);
        for (int row = rows - single; row < rows; row++)
            Halves(From(panel, row), width, zeroed);
    }

    /// <summary>The same panel for the rows from one on.</summary>
    private static Operands<T> From(Operands<T> o, int row)
    {
        o.A += row * o.ARow;
        o.Start += row * o.StartRow;
        o.C += row * o.CRow;
        return o;
    }

    /// <summary>One panel for some rows, two registers at a time, one block after the other.</summary>
    private static void TwoAtATime(in Operands<T> panel, int rows, int width, bool near, bool zeroed)
    {
        int block = Panels.Block<T>();
        for (int i = 0; i < width * block && rows > 0; i += 2 * V.Count)
        {
            Operands<T> o = panel;
            o.B += Offset(i / V.Count, (long)panel.K * block);
            o.C += (i / block * panel.Column) + (i % block);
            o.Start += zeroed ? 0 : (i / block * panel.StartColumn) + (i % block);
            o.Column = V.Count;
            o.StartColumn = zeroed ? 0 : V.Count;
            Tiles<V, T>.Run(o, rows, 2, near);
        }
    }

    /// <summary>One panel for some rows, four at a time, with three registers that may lie in two blocks.</summary>
    private static void ThreeAtATime(in Operands<T> panel, int rows, int width, bool zeroed)
    {
        int registers = width * Panels.Block<T>() / V.Count;
        for (int first = 0; first < registers; first += 3)
        {
            Operands<T> o = panel;
            long at = Offset(first, panel.Column);
            long inPanel = Offset(first, (long)panel.K * Panels.Block<T>());
            o.B += inPanel;
            o.BColumn = Offset(first + 1, (long)panel.K * Panels.Block<T>()) - inPanel;
            o.BThird = Offset(first + 2, (long)panel.K * Panels.Block<T>()) - inPanel;
            o.C += at;
            o.Column = Offset(first + 1, panel.Column) - at;
            o.Third = Offset(first + 2, panel.Column) - at;
            if (!zeroed)
            {
                long from = Offset(first, panel.StartColumn);
                o.Start += from;
                o.StartColumn = Offset(first + 1, panel.StartColumn) - from;
                o.StartThird = Offset(first + 2, panel.StartColumn) - from;
            }

            for (int done = 0; done < rows; done += 4)
            {
                o.Rows = Math.Min(4, rows - done);
                TileOfFour<V, T>.Run(o, Math.Min(3, registers - first));
                o.A += 4 * o.ARow;
                o.C += 4 * o.CRow;
                o.Start += 4 * o.StartRow;
            }
        }
    }

    /// <summary>Floats from a panel's first register to another one, where blocks are so far apart.</summary>
    private static long Offset(int register, long column)
    {
        int inBlock = Panels.Block<T>() / V.Count;
        return (register / inBlock * column) + (register % inBlock * V.Count);
    }

    /// <summary>All panels for one row: eight chains at a time, where there are so many, hide the latency.</summary>
    private static void OneRow(in PanelShape shape, ref Operands<T> o, T* panels, bool zeroed)
    {
        int block = Panels.Block<T>();
        int blocks = Panels.Blocks<T>(shape.Units);
        bool gated = shape.Gates > 1;
        int step = gated ? 1 : Panels.BlocksInPanel;
        T* start = o.Start;
        T* c = o.C;
        o.Column = gated ? shape.GateStride : block;
        o.StartColumn = zeroed ? 0 : o.Column;
        for (int u = 0; u < blocks; u += step)
        {
            int width = gated ? shape.Gates : Math.Min(Panels.BlocksInPanel, blocks - u);
            long panel = (long)shape.K * width * block;
            o.BStep = V.Count == block ? width * block : block;
            o.B = panels;
            o.C = c + (u * block);
            o.Start = zeroed ? start : start + (u * block);
            panels += panel;
            if (V.Count < block)
            {
                Halves(o, width, zeroed);
            }
            else if (u + step + (gated ? 1 : width) <= blocks)
            {
                // The next panel is as wide as this one.
                o.BPair = panel;
                o.Pair = step * block;
                o.StartPair = zeroed ? 0 : o.Pair;
                TileOfPairs<V, T>.Run(o, width);
                panels += panel;
                u += step;
            }
            else
            {
                TileOfOne<V, T>.Run(o, width);
            }
        }
    }

    /// <summary>One panel for one row with narrower registers: two registers of every block at a time.</summary>
    private static void Halves(Operands<T> o, int width, bool zeroed)
    {
        o.BPair = o.Pair = V.Count;
        o.BColumn = (long)o.K * Panels.Block<T>();
        o.StartPair = zeroed ? 0 : V.Count;
        for (int i = 0; i < Panels.Block<T>(); i += 2 * V.Count)
        {
            TileOfPairs<V, T>.Run(o, width);
            o.B += 2 * V.Count;
            o.C += 2 * V.Count;
            o.Start += zeroed ? 0 : 2 * V.Count;
        }
    }
}
