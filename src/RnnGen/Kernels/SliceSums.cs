using System.ComponentModel;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RnnGen.Program;

namespace RnnGen.Kernels;

/// <summary>
/// Sums the slices' packed gradients and writes them to the flat gradients in one pass: each float is 0 + slice 0 +
/// slice 1 + ..., and the sum is then added to the flat gradient or takes its place.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
/// <param name="packed">The first slice's packed gradients.</param>
/// <param name="sliceStride">Floats to the next slice's.</param>
/// <param name="slices">Number of slices, at least 1.</param>
/// <param name="gradients">The flat gradients.</param>
/// <param name="adds">Whether to add to the flat gradients instead of overwriting them.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct SliceSums<T>(T* packed, long sliceStride, int slices, T* gradients, bool adds)
    where T : unmanaged, INumberBase<T>
{
    // A tile is summed row by row and transposed in the first cache. Its columns in the packed gradient are units, read
    // in runs of 256 bytes; a row of the flat gradient gets 64 bytes at a time.
    private const int TileRows = 16;

    // Rows lie too far apart for the processor to foresee the next.
    private const int RowsAhead = 3;

    private static int TileColumns => 4 * Panels.Block<T>();

    /// <summary>Sums some units of a matrix.</summary>
    /// <param name="block">The matrix.</param>
    /// <param name="from">The first unit; a multiple of 64 bytes.</param>
    /// <param name="to">The unit behind the last.</param>
    public void Matrix(in GradientBlock block, int from, int to)
    {
        T* tile = stackalloc T[TileRows * TileColumns];
        for (int unit = from; unit < to; unit += TileColumns)
        {
            int columns = Math.Min(TileColumns, to - unit);
            T* target = gradients + block.Weights + ((long)unit * block.RowLength);
            for (int k = 0; k < block.K; k += TileRows)
            {
                int rows = Math.Min(TileRows, block.K - k);
                Prefetch(target + k + TileRows, block.RowLength, columns);
                SumTile(packed + block.Packed + ((long)k * block.Stride) + unit, block.Stride, rows, columns, tile);
                if (adds)
                    Transposition.Add(rows, columns, tile, TileColumns, target + k, block.RowLength);
                else
                    Transposition.Copy(rows, columns, tile, TileColumns, target + k, block.RowLength);
            }
        }
    }

    /// <summary>Sums a vector.</summary>
    public void Vector(in VectorBlock block)
    {
        T* source = packed + block.Packed;
        T* target = gradients + block.Weights;
        for (int i = 0; i < block.Units; i++)
        {
            T sum = T.Zero;
            for (int slice = 0; slice < slices; slice++)
                sum += source[(slice * sliceStride) + i];
            target[i] = adds ? target[i] + sum : sum;
        }
    }

    // The rows of the flat gradient that the next tile writes lie as far apart.
    private static void Prefetch(T* target, int rowLength, int rows)
    {
        for (int row = 0; row < rows && Sse.IsSupported; row++, target += rowLength)
            Sse.Prefetch0(target);
    }

    // Whole blocks of 64 bytes: the padding is there to be read.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumTile(T* source, int stride, int rows, int columns, T* tile)
    {
        for (int row = 0; row < rows; row++, source += stride, tile += TileColumns)
        {
            for (int i = 0; i < columns; i += 2 * Vector256<T>.Count)
            {
                Vector256<T> a = Vector256<T>.Zero, b = Vector256<T>.Zero;
                T* from = source + i;
                T* ahead = from + (RowsAhead * (long)stride);
                for (int slice = 0; slice < slices; slice++, from += sliceStride, ahead += sliceStride)
                {
                    if (Sse.IsSupported)
                        Sse.Prefetch0(ahead);
                    a += *(Vector256<T>*)from;
                    b += *(Vector256<T>*)(from + Vector256<T>.Count);
                }

                *(Vector256<T>*)(tile + i) = a;
                *(Vector256<T>*)(tile + i + Vector256<T>.Count) = b;
            }
        }
    }
}
