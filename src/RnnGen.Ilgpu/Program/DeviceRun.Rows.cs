using ILGPU;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Program;

/// <summary>Rows from one place to another.</summary>
public sealed partial class DeviceRun<T>
{
    /// <summary>Every row of the target becomes the row at <paramref name="packed"/>.</summary>
    /// <param name="target">The target.</param>
    /// <param name="targetStride">Floats between its rows.</param>
    /// <param name="n">Rows.</param>
    /// <param name="packed">The row, in the packed weights.</param>
    /// <param name="width">Floats to copy.</param>
    public void Fill(int target, int targetStride, int n, int packed, int width)
        => Launch(RowsKernels.CopyColumns, (long)n * width, Columns(target, targetStride, packed, 0, n, width, false)
            with
        { Sources = _slice.Packed });

    /// <summary>Sets <paramref name="length"/> floats to zero.</summary>
    public void Clear(int at, int length)
        => Launch(RowsKernels.Clear, length, Columns(at, 0, 0, 0, 1, length, false));

    /// <summary>target = source, <paramref name="length"/> floats; the two do not overlap.</summary>
    public void Copy(int target, int source, int length)
        => Launch(RowsKernels.Copy, length, Columns(target, 0, source, 0, 1, length, false));

    /// <summary>Copies columns, or adds them where it <paramref name="adds"/>.</summary>
    /// <param name="target">First column of the target's first row.</param>
    /// <param name="targetStride">Floats between rows of the target.</param>
    /// <param name="source">First column of the source's first row.</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="n">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="adds">Whether to add to the target.</param>
    public void CopyColumns(
        int target, int targetStride, int source, int sourceStride, int n, int width, bool adds)
        => Launch(RowsKernels.CopyColumns, (long)n * width,
            Columns(target, targetStride, source, sourceStride, n, width, adds));

    /// <summary>target[r] = history[lengths[r], r]: each row at its own last step.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="history">States [steps + 1, rows, stride].</param>
    /// <param name="stride">Floats between rows of both.</param>
    /// <param name="target">The target [rows, stride].</param>
    public void TakeFinal(int axis, int history, int stride, int target)
        => Launch(RowsKernels.TakeSteps, (long)_slice.Rows * stride,
            Columns(target, stride, history, stride, _slice.Rows, stride, false) with { Index = Lengths(axis) });

    /// <summary>history[lengths[r], r] = source[r]: what <see cref="TakeFinal"/> does, the other way.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="history">States [steps + 1, rows, stride].</param>
    /// <param name="stride">Floats between rows of both.</param>
    /// <param name="source">The source [rows, stride].</param>
    public void PutInitial(int axis, int history, int stride, int source)
        => Launch(RowsKernels.PutSteps, (long)_slice.Rows * stride,
            Columns(history, stride, source, stride, _slice.Rows, stride, false) with { Index = Lengths(axis) });

    /// <summary>target[r] = source[base[r]] or +=: from the first axis's order of rows to another one's.</summary>
    /// <param name="axis">The other axis.</param>
    /// <param name="target">First column of the target's first row.</param>
    /// <param name="targetStride">Floats between rows of the target.</param>
    /// <param name="source">First column of the source's first row.</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="width">Columns.</param>
    /// <param name="adds">Whether to add to the target.</param>
    public void TakeRows(
        int axis, int target, int targetStride, int source, int sourceStride, int width, bool adds)
        => Launch(RowsKernels.TakeRows, (long)_slice.Rows * width,
            Columns(target, targetStride, source, sourceStride, _slice.Rows, width, adds) with { Index = Base(axis) });

    /// <summary>target[base[r]] = source[r] or +=: the reverse of <see cref="TakeRows"/>, and its adjoint.</summary>
    /// <param name="axis">The other axis.</param>
    /// <param name="target">First column of the target's first row.</param>
    /// <param name="targetStride">Floats between rows of the target.</param>
    /// <param name="source">First column of the source's first row.</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="width">Columns.</param>
    /// <param name="adds">Whether to add to the target.</param>
    public void PutRows(int axis, int target, int targetStride, int source, int sourceStride, int width, bool adds)
        => Launch(RowsKernels.PutRows, (long)_slice.Rows * width,
            Columns(target, targetStride, source, sourceStride, _slice.Rows, width, adds) with { Index = Base(axis) });

    /// <summary>
    /// target[t, r] = source[lengths[r] - 1 - t, r] or +=, over all steps. Without adding, steps beyond a row's length
    /// become zero.
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="target">First column of the target [steps, rows, targetStride].</param>
    /// <param name="targetStride">Floats between rows of the target.</param>
    /// <param name="source">First column of the source [steps, rows, sourceStride].</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="width">Columns.</param>
    /// <param name="adds">Whether to add to the target.</param>
    public void Reverse(int axis, int target, int targetStride, int source, int sourceStride, int width, bool adds)
    {
        int n = Steps(axis) * _slice.Rows;
        Launch(RowsKernels.Reverse, (long)n * width,
            Columns(target, targetStride, source, sourceStride, n, width, adds) with { Index = Lengths(axis) });
    }

    private RowsArguments<T> Columns(
        int target, int targetStride, int source, int sourceStride, int n, int width, bool adds) => new()
        {
            Targets = _slice.Arena,
            Sources = _slice.Arena,
            Index = _slice.Integers,
            N = n,
            Rows = _slice.Rows,
            Width = width,
            Target = target,
            TargetStride = targetStride,
            Source = source,
            SourceStride = sourceStride,
            Adds = adds ? 1 : 0,
        };
}
