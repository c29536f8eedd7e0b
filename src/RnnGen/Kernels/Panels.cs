using System.ComponentModel;
using RnnGen.Program;
using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>
/// Packed weights. A block is 64 bytes of units. For one gate a panel holds up to four blocks; for two to four gates it
/// holds one block of every gate. Within a panel floats lie as the <see cref="PanelOrder"/> says. Units beyond the last
/// are zero.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Panels
{
    /// <summary>Blocks in a panel of one gate; the last panel holds what is left.</summary>
    internal const int BlocksInPanel = 4;

    /// <summary>The order that this process's registers read.</summary>
    public static PanelOrder Order => Cpu.Tier == InstructionTier.Avx512 ? PanelOrder.ByTerm : PanelOrder.ByBlock;

    /// <summary>Floats that <see cref="Pack"/> writes for all gates together.</summary>
    public static long Length<T>(int units, int k, int gates)
        where T : unmanaged => (long)Blocks<T>(units) * Block<T>() * k * gates;

    /// <summary>Floats that <see cref="PackTransposed"/> writes for all gates together.</summary>
    public static long TransposedLength<T>(int k, int totalRows)
        where T : unmanaged => Length<T>(k, totalRows, 1);

    /// <summary>Packs one gate's weights for a product with K = <paramref name="k"/>.</summary>
    /// <param name="weights">The gate's matrix [units, k], row-major.</param>
    /// <param name="rowLength">Floats between its rows: k, or more where it is part of a wider matrix.</param>
    /// <param name="units">Units of the gate.</param>
    /// <param name="k">Columns of the matrix.</param>
    /// <param name="panels">Where all gates of the product are packed.</param>
    /// <param name="gate">Which gate this is.</param>
    /// <param name="gates">Gates packed together, 1 to 4.</param>
    /// <param name="order">The order that the product's registers read.</param>
    public static void Pack<T>(
        T* weights, long rowLength, int units, int k, T* panels, int gate, int gates, PanelOrder order)
        where T : unmanaged =>
        PackUnits(
            PanelBlock.Forward(0, checked((int)rowLength), units, k, 0, gate, gates),
            weights, panels, 0, units, order);

    /// <summary>
    /// Packs one gate's weights for the backward product dA[., k] = dz[., units] W, whose K is
    /// <paramref name="totalRows"/>: the padded widths of its gates together, or the units of the only one.
    /// </summary>
    /// <param name="weights">The gate's matrix [units, k], row-major.</param>
    /// <param name="rowLength">Floats between its rows: k, or more where it is part of a wider matrix.</param>
    /// <param name="units">Units of the gate.</param>
    /// <param name="k">Columns of the matrix: units of the backward product.</param>
    /// <param name="panels">Where all gates of the product are packed.</param>
    /// <param name="rowOffset">Where this gate's units start in dz.</param>
    /// <param name="totalRows">Row width of dz.</param>
    /// <param name="order">The order that the product's registers read.</param>
    public static void PackTransposed<T>(
        T* weights, long rowLength, int units, int k, T* panels, int rowOffset, int totalRows, PanelOrder order)
        where T : unmanaged =>
        PackUnits(
            PanelBlock.Transposed(0, checked((int)rowLength), units, k, 0, rowOffset, totalRows),
            weights, panels, 0, units, order);

    /// <summary>Packs some units of a block, with the padding behind its last unit.</summary>
    /// <param name="block">The block.</param>
    /// <param name="parameters">The flat parameters.</param>
    /// <param name="packed">The packed weights.</param>
    /// <param name="from">The first unit; a multiple of 64 bytes.</param>
    /// <param name="to">The unit behind the last; a multiple of 64 bytes, or all units.</param>
    /// <param name="order">The order that the product's registers read.</param>
    public static void PackUnits<T>(
        in PanelBlock block, T* parameters, T* packed, int from, int to, PanelOrder order)
        where T : unmanaged
    {
        if (block.IsTransposed)
            PackTransposedUnits(block, parameters + block.Weights, packed + block.Packed, from, to, order);
        else
            PackForwardUnits(block, parameters + block.Weights, packed + block.Packed, from, to, order);
    }

    private static void PackForwardUnits<T>(
        in PanelBlock part, T* weights, T* panels, int from, int to, PanelOrder order)
        where T : unmanaged
    {
        (int units, int k, int gate, int gates) = (part.Units, part.K, part.Position, part.Total);
        long rowLength = part.RowLength;
        int block = Block<T>();
        int blocks = Blocks<T>(units);
        for (int u = from / block; u < Blocks<T>(to); u++)
        {
            // Where this block's panel is, how many blocks that has, which of them this one is.
            int first = gates > 1 ? u : u - (u % BlocksInPanel);
            int width = gates > 1 ? gates : Math.Min(BlocksInPanel, blocks - first);
            int place = gates > 1 ? gate : u - first;
            long step = order == PanelOrder.ByTerm ? width * block : block;
            T* target = panels + ((long)first * gates * k * block)
                + (order == PanelOrder.ByTerm ? place * block : (long)place * k * block);
            int valid = Math.Min(block, units - (u * block));
            Transposition.Copy(valid, k, weights + (u * block * rowLength), rowLength, target, step);
            for (int i = 0; i < k && valid < block; i++)
                new Span<T>(target + (i * step) + valid, block - valid).Clear();
        }
    }

    // By term a panel's row is up to 256 bytes of a unit's weights, as they stand; by block it is 64 bytes.
    private static void PackTransposedUnits<T>(
        in PanelBlock part, T* weights, T* panels, int from, int to, PanelOrder order)
        where T : unmanaged
    {
        int block = Block<T>();
        int blocks = Blocks<T>(part.K);
        int padded = to == part.Units ? Math.Min(Blocks<T>(to) * block, part.Total - part.Position) : to;
        int most = order == PanelOrder.ByTerm ? BlocksInPanel : 1;
        for (int first = 0; first < blocks; first += most)
        {
            int width = Math.Min(most, blocks - first) * block;
            int valid = Math.Min(width, part.K - (first * block));
            T* target = panels + ((long)first * block * part.Total) + ((long)(part.Position + from) * width);
            T* source = weights + ((long)from * part.RowLength) + (first * block);
            for (int unit = from; unit < padded; unit++, target += width, source += part.RowLength)
            {
                int held = unit < part.Units ? valid : 0;
                new Span<T>(source, held).CopyTo(new Span<T>(target, held));
                new Span<T>(target + held, width - held).Clear();
            }
        }
    }

    /// <summary>Writes packed vectors: at each place the sum of the blocks there.</summary>
    internal static void PackVectors<T>(IReadOnlyList<VectorBlock> blocks, T* parameters, T* packed)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < blocks.Count; i++)
            new Span<T>(packed + blocks[i].Packed, blocks[i].Units).Clear();
        for (int i = 0; i < blocks.Count; i++)
            Add(parameters + blocks[i].Weights, packed + blocks[i].Packed, blocks[i].Units);
    }

    private static void Add<T>(T* source, T* target, int count)
        where T : unmanaged, INumberBase<T>
    {
        int i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            *(Vector<T>*)(target + i) += *(Vector<T>*)(source + i);
        for (; i < count; i++)
            target[i] += source[i];
    }

    /// <summary>Floats in a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Block<T>()
        where T : unmanaged => 64 / sizeof(T);

    /// <summary>Blocks of so many units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Blocks<T>(int units)
        where T : unmanaged => (units + Block<T>() - 1) / Block<T>();
}
