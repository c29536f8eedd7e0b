using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Program;

/// <summary>Steps of rows by their positions, and gradients back to them.</summary>
public sealed partial class DeviceRun<T>
{
    /// <summary>
    /// target[t, r] = source[positions[t, r], the source's row of r]; zero beyond a row's length, and where the
    /// source's row has no such step.
    /// </summary>
    /// <param name="input">The input whose tokens are the positions.</param>
    /// <param name="axis">The axis of the positions and of the target.</param>
    /// <param name="sourceAxis">The axis of the source.</param>
    /// <param name="source">First column of the source [steps, rows, sourceStride].</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="target">First column of the target [steps, rows, targetStride].</param>
    /// <param name="targetStride">Floats between rows of the target.</param>
    /// <param name="width">Columns.</param>
    public void Gather(
        int input, int axis, int sourceAxis, int source, int sourceStride, int target, int targetStride, int width)
        => Launch(PositionsKernels.Gather, (long)Steps(axis) * _slice.Rows * width,
            Positions(input, axis, sourceAxis, source, sourceStride, target, targetStride, width));

    /// <summary>
    /// target[positions[t, r], the target's row of r] += source[t, r], by ascending t: the adjoint of
    /// <see cref="Gather"/>.
    /// </summary>
    /// <param name="input">The input whose tokens are the positions.</param>
    /// <param name="axis">The axis of the positions and of the source.</param>
    /// <param name="targetAxis">The axis of the target.</param>
    /// <param name="source">First column of the source [steps, rows, sourceStride].</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="target">First column of the target [steps, rows, targetStride].</param>
    /// <param name="targetStride">Floats between rows of the target.</param>
    /// <param name="width">Columns.</param>
    public void Scatter(
        int input, int axis, int targetAxis, int source, int sourceStride, int target, int targetStride, int width)
        => Launch(PositionsKernels.Scatter, (long)_slice.Rows * width,
            Positions(input, axis, targetAxis, source, sourceStride, target, targetStride, width));

    private PositionsArguments<T> Positions(
        int input, int axis, int memoryAxis, int source, int sourceStride, int target, int targetStride, int width)
        => new()
        {
            Arena = _slice.Arena,
            Reading = Reading(axis, memoryAxis, first: 0, Steps(axis)),
            Positions = Tokens(input, Steps(axis)),
            Width = width,
            Source = source,
            SourceStride = sourceStride,
            Target = target,
            TargetStride = targetStride,
        };
}
