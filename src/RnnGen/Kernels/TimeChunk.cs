using System.ComponentModel;

namespace RnnGen.Kernels;

/// <summary>
/// How many steps are taken together: the products before a time loop write what the loop reads, those after it read
/// what the loop wrote, and both should find it in the second-level cache.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TimeChunk
{
    /// <summary>Floats that are passed on within a chunk, about.</summary>
    private const long CachedFloats = 64 * 1024;

    /// <summary>Rows of a chunk's products, at least, so that reading the weights costs little beside them.</summary>
    private const long FewestRows = 96;

    /// <summary>Steps of every chunk but the last: they depend on batch and model, never on the threads.</summary>
    /// <param name="rows">Rows of the slice.</param>
    /// <param name="steps">Steps of the slice.</param>
    /// <param name="stride">Floats passed on for each row and step.</param>
    public static long Steps(long rows, long steps, long stride)
    {
        rows = Math.Max(1, rows);
        long chunk = Math.Max(CachedFloats / (rows * stride), (FewestRows + rows - 1) / rows);
        return Math.Max(1, Math.Min(steps, chunk));
    }

    /// <summary>
    /// Rows of memory for a chunk: no chunk of as many rows and steps, or of fewer, has more, so that an arena of the
    /// largest batch serves every smaller one.
    /// </summary>
    /// <param name="rows">Rows of the slice.</param>
    /// <param name="steps">Steps of the slice.</param>
    /// <param name="stride">Floats passed on for each row and step.</param>
    public static long Rows(long rows, long steps, long stride)
        => Math.Min(rows * Math.Max(1, steps), Math.Max(CachedFloats / stride, FewestRows + rows));
}
