using System.ComponentModel;
using RnnGen.Program;
using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>
/// Operations on whole padded rows. Counts and strides are multiples of the block. A team divides rows or floats.
/// </summary>
/// <remarks>
/// Loops here skip the first compilation tier, in which a register operation is a call: 20 times slower.
/// </remarks>
/// <typeparam name="V">The register type.</typeparam>
/// <typeparam name="T">The float type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Rows<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>Sets <paramref name="count"/> floats to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Clear(T* p, long count, Team team = default)
    {
        Part part = team.Part(count, Panels.Block<T>());
        for (long i = part.From; i < part.To; i += V.Count)
            V.Store(p + i, V.Zero);
    }

    /// <summary>target = source, <paramref name="count"/> floats; the two do not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(T* target, T* source, long count, Team team = default)
    {
        Part part = team.Part(count, Panels.Block<T>());
        for (long i = part.From; i < part.To; i += V.Count)
            V.Store(target + i, V.Load(source + i));
    }

    /// <summary>result[r] = history[index[r], r]: each row at a step of its own.</summary>
    /// <param name="history">[steps, rows, stride].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="stride">Floats in a row.</param>
    /// <param name="index">The step of each row. [rows]</param>
    /// <param name="result">[rows, stride].</param>
    /// <param name="team">Who does it.</param>
    public static void TakeAt(
        T* history, int rows, long stride, int* index, T* result, Team team = default)
    {
        Part part = team.Part(rows);
        for (long r = part.From; r < part.To; r++)
            Copy(result + (r * stride), history + ((((long)index[r] * rows) + r) * stride), stride);
    }

    /// <summary>
    /// history[index[r], r] = source[r], the adjoint of <see cref="TakeAt"/> where nothing else was read.
    /// </summary>
    /// <param name="history">States [steps + 1, rows, stride].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="stride">Floats in a row.</param>
    /// <param name="index">For each row, which step.</param>
    /// <param name="source">The rows to put [rows, stride].</param>
    /// <param name="team">Who does it.</param>
    public static void PutAt(
        T* history, int rows, long stride, int* index, T* source, Team team = default)
    {
        Part part = team.Part(rows);
        for (long r = part.From; r < part.To; r++)
            Copy(history + ((((long)index[r] * rows) + r) * stride), source + (r * stride), stride);
    }

    /// <summary>Every row of the target becomes the one source row.</summary>
    /// <param name="target">The rows; <paramref name="stride"/> floats apart.</param>
    /// <param name="stride">Floats between rows of the target.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="source">One row of <paramref name="width"/> floats.</param>
    /// <param name="width">Floats to copy, a multiple of 64 bytes.</param>
    /// <param name="team">Who does it.</param>
    public static void Fill(T* target, long stride, long rows, T* source, long width, Team team = default)
    {
        Part part = team.Part(rows);
        for (long r = part.From; r < part.To; r++)
            Copy(target + (r * stride), source, width);
    }

    /// <summary>Copies columns between buffers of any alignment.</summary>
    /// <param name="target">First column of the target's first row.</param>
    /// <param name="targetStride">Floats between rows of the target.</param>
    /// <param name="source">First column of the source's first row.</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="team">Who does it.</param>
    public static void CopyColumns(
        T* target, long targetStride, T* source, long sourceStride, long rows, int width, Team team = default)
    {
        Part part = team.Part(rows);
        for (long r = part.From; r < part.To; r++)
            new Span<T>(source + (r * sourceStride), width).CopyTo(new Span<T>(target + (r * targetStride), width));
    }

    /// <summary>Adds columns; both rows have 64 bytes to spare behind them only where the width is padded.</summary>
    /// <param name="target">First column of the target's first row, 64-byte aligned.</param>
    /// <param name="targetStride">Floats between rows of the target.</param>
    /// <param name="source">First column of the source's first row.</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="team">Who does it.</param>
    public static void AddColumns(
        T* target, long targetStride, T* source, long sourceStride, long rows, int width, Team team = default)
    {
        Part part = team.Part(rows);
        for (long r = part.From; r < part.To; r++)
        {
            T* t = target + (r * targetStride);
            T* s = source + (r * sourceStride);
            int j = 0;
            for (; j + V.Count <= width; j += V.Count)
                V.Store(t + j, V.Load(t + j) + V.Load(s + j));
            for (; j < width; j++)
                t[j] = V.ToScalar(V.Broadcast(t + j) + V.Broadcast(s + j));
        }
    }

    /// <summary>target[r] = source[index[r]], or += where it <paramref name="adds"/>.</summary>
    /// <param name="target">First column of the target's first row.</param>
    /// <param name="targetStride">Floats between rows of the target.</param>
    /// <param name="source">First column of the source's first row.</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="index">For each row of the target, the row of the source. [rows]</param>
    /// <param name="rows">Rows of the target.</param>
    /// <param name="width">Columns.</param>
    /// <param name="adds">Whether to add to the target.</param>
    /// <param name="team">Who does it.</param>
    public static void TakeRows(
        T* target, long targetStride, T* source, long sourceStride, int* index, long rows, int width, bool adds,
        Team team = default)
    {
        Part part = team.Part(rows);
        for (long r = part.From; r < part.To; r++)
            Row(target + (r * targetStride), source + (index[r] * sourceStride), width, adds);
    }

    /// <summary>
    /// target[index[r]] = source[r], or += where it <paramref name="adds"/>: the adjoint of taking rows.
    /// </summary>
    /// <param name="target">First column of the target's first row.</param>
    /// <param name="targetStride">Floats between rows of the target.</param>
    /// <param name="source">First column of the source's first row.</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="index">For each row of the source, the row of the target; no two are the same. [rows]</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="width">Columns.</param>
    /// <param name="adds">Whether to add to the target.</param>
    /// <param name="team">Who does it.</param>
    public static void PutRows(
        T* target, long targetStride, T* source, long sourceStride, int* index, long rows, int width, bool adds,
        Team team = default)
    {
        Part part = team.Part(rows);
        for (long r = part.From; r < part.To; r++)
            Row(target + (index[r] * targetStride), source + (r * sourceStride), width, adds);
    }

    /// <summary>
    /// target[t, r] = source[lengths[r] - 1 - t, r], or += where it <paramref name="adds"/>: each row from its last
    /// step to its first. Without adding, steps beyond a row's length become zero. It is its own adjoint.
    /// </summary>
    /// <param name="target">First column of the target [steps, rows, targetStride].</param>
    /// <param name="targetStride">Floats between rows of the target.</param>
    /// <param name="source">First column of the source [steps, rows, sourceStride].</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="lengths">Steps of each row. [rows]</param>
    /// <param name="steps">Steps of the longest row.</param>
    /// <param name="rows">Rows of a step.</param>
    /// <param name="width">Columns.</param>
    /// <param name="adds">Whether to add to the target.</param>
    /// <param name="team">Who does it.</param>
    public static void Reverse(
        T* target, long targetStride, T* source, long sourceStride, int* lengths, long steps, long rows, int width,
        bool adds, Team team = default)
    {
        Part part = team.Part(steps * rows);
        for (long i = part.From; i < part.To; i++)
        {
            (long t, long r) = Math.DivRem(i, rows);
            T* row = target + (i * targetStride);
            if (t < lengths[r])
                Row(row, source + ((((lengths[r] - 1 - t) * rows) + r) * sourceStride), width, adds);
            else if (!adds)
                new Span<T>(row, width).Clear();
        }
    }

    private static void Row(T* target, T* source, int width, bool adds)
    {
        if (adds)
            AddColumns(target, 0, source, 0, 1, width);
        else
            CopyColumns(target, 0, source, 0, 1, width);
    }
}
