using System.ComponentModel;
using RnnGen.Program;
using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>Steps of rows by their positions, and gradients back to them.</summary>
/// <typeparam name="V">The register type.</typeparam>
/// <typeparam name="T">The float type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Positions<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>
    /// target[t, r] = source[positions[t, r], the memory row of r]; zero beyond a row's length, and where the memory
    /// row has no such step.
    /// </summary>
    /// <param name="rows">Which rows read which memory.</param>
    /// <param name="positions">Steps of the memory, 0 or more. [rows.Steps, rows.Rows]</param>
    /// <param name="source">First column of the memory [steps, rows.MemoryRows, sourceStride].</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="target">First column of the target [rows.Steps, rows.Rows, targetStride].</param>
    /// <param name="targetStride">Floats between rows of the target.</param>
    /// <param name="width">Columns.</param>
    /// <param name="team">Who does it.</param>
    public static void Gather(
        in AttentionRows rows, int* positions, T* source, long sourceStride, T* target, long targetStride, int width,
        Team team = default)
    {
        Part part = team.Part(rows.Steps * rows.Rows);
        for (long i = part.From; i < part.To; i++)
        {
            (long t, long r) = Math.DivRem(i, rows.Rows);
            T* row = target + (i * targetStride);
            if (r < rows.Active[t] && positions[i] < rows.Length(r))
            {
                long at = (positions[i] * rows.MemoryRows) + rows.MemoryRow(r);
                Rows<V, T>.CopyColumns(row, 0, source + (at * sourceStride), 0, 1, width);
            }
            else
            {
                new Span<T>(row, width).Clear();
            }
        }
    }

    /// <summary>
    /// target[positions[t, r], the memory row of r] += source[t, r], by ascending t: the adjoint of
    /// <see cref="Gather"/>.
    /// </summary>
    /// <param name="rows">Which rows read which memory; a memory row is read by one row.</param>
    /// <param name="positions">Steps of the memory, 0 or more. [rows.Steps, rows.Rows]</param>
    /// <param name="source">First column of the source [rows.Steps, rows.Rows, sourceStride].</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="target">First column of the memory's gradient [steps, rows.MemoryRows, targetStride].</param>
    /// <param name="targetStride">Floats between rows of the target.</param>
    /// <param name="width">Columns.</param>
    /// <param name="team">Who does it: each member some of the rows.</param>
    public static void Scatter(
        in AttentionRows rows, int* positions, T* source, long sourceStride, T* target, long targetStride, int width,
        Team team = default)
    {
        Part part = team.Part(rows.Rows);
        for (long r = part.From; r < part.To; r++)
        {
            int length = rows.Length(r);
            T* memory = target + (rows.MemoryRow(r) * targetStride);
            for (long t = 0; t < rows.Steps && r < rows.Active[t]; t++)
            {
                long i = (t * rows.Rows) + r;
                if (positions[i] >= length)
                    continue;
                T* row = memory + (positions[i] * rows.MemoryRows * targetStride);
                Rows<V, T>.AddColumns(row, 0, source + (i * sourceStride), 0, 1, width);
            }
        }
    }
}
