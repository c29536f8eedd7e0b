using System.ComponentModel;

namespace RnnGen.Kernels;

/// <summary>
/// Packed weights. A block is 64 bytes of units. For one gate a panel holds up to four blocks, [k][block][lane]; for
/// two to four gates it holds one block of every gate, [k][gate][lane]. Units beyond the last are zero.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Panels
{
    /// <summary>Blocks in a panel of one gate; the last panel holds what is left.</summary>
    internal const int BlocksInPanel = 4;

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
    public static void Pack<T>(T* weights, long rowLength, int units, int k, T* panels, int gate, int gates)
        where T : unmanaged
    {
        int block = Block<T>();
        int blocks = Blocks<T>(units);
        for (int u = 0; u < blocks; u++)
        {
            // Where the first k of this block is, and the floats to the next k.
            int first = u - (u % BlocksInPanel);
            long step = (gates > 1 ? gates : Math.Min(BlocksInPanel, blocks - first)) * block;
            T* target = gates > 1
                ? panels + (((long)u * k * gates) + gate) * block
                : panels + (((long)first * k) + (u - first)) * block;
            int valid = Math.Min(block, units - (u * block));
            Transposition.Copy(valid, k, weights + (u * block * rowLength), rowLength, target, step);
            for (int i = 0; i < k && valid < block; i++)
                new Span<T>(target + (i * step) + valid, block - valid).Clear();
        }
    }

    /// <summary>
    /// Packs one gate's weights for the backward product dA[., k] = dz[., units] W, whose K is
    /// <paramref name="totalRows"/>: the padded widths of its gates together.
    /// </summary>
    /// <param name="weights">The gate's matrix [units, k], row-major.</param>
    /// <param name="rowLength">Floats between its rows: k, or more where it is part of a wider matrix.</param>
    /// <param name="units">Units of the gate.</param>
    /// <param name="k">Columns of the matrix: units of the backward product.</param>
    /// <param name="panels">Where all gates of the product are packed.</param>
    /// <param name="rowOffset">Where this gate's units start in dz.</param>
    /// <param name="totalRows">Row width of dz.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackTransposed<T>(
        T* weights, long rowLength, int units, int k, T* panels, int rowOffset, int totalRows)
        where T : unmanaged
    {
        int block = Block<T>();
        int blocks = Blocks<T>(k);
        int padded = Blocks<T>(units) * block;
        for (int u = 0; u < blocks; u++)
        {
            int first = u - (u % BlocksInPanel);
            long step = Math.Min(BlocksInPanel, blocks - first) * block;
            T* target = panels + (((long)first * totalRows) + (u - first)) * block + (rowOffset * step);
            int lanes = Math.Min(block, k - (u * block));
            for (int unit = 0; unit < padded; unit++, target += step)
            {
                T* source = weights + (unit * rowLength) + (u * block);
                int valid = unit < units ? lanes : 0;
                if (valid == block)
                {
                    Unsafe.CopyBlockUnaligned(target, source, 64);
                    continue;
                }

                new Span<T>(source, valid).CopyTo(new Span<T>(target, valid));
                new Span<T>(target + valid, block - valid).Clear();
            }
        }
    }

    /// <summary>Adds a packed weight gradient [k][stride] to the flat one [units, k].</summary>
    /// <param name="packed">This gate's first column of the packed gradient.</param>
    /// <param name="stride">Floats between rows of the packed gradient.</param>
    /// <param name="units">Units of the gate.</param>
    /// <param name="k">Columns of the weights.</param>
    /// <param name="gradient">The gate's gradient [units, k], row-major.</param>
    /// <param name="rowLength">Floats between its rows.</param>
    public static void AddGradient<T>(T* packed, int stride, int units, int k, T* gradient, long rowLength)
        where T : unmanaged
    {
        int block = Block<T>();
        for (int unit = 0; unit < units; unit += block)
        {
            T* target = gradient + (unit * rowLength);
            Transposition.Add(k, Math.Min(block, units - unit), packed + unit, stride, target, rowLength);
        }
    }

    /// <summary>Adds one run of floats to another.</summary>
    /// <param name="source">What is added.</param>
    /// <param name="count">Number of floats.</param>
    /// <param name="target">What it is added to.</param>
    public static void Add<T>(T* source, int count, T* target)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < count; i++)
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
