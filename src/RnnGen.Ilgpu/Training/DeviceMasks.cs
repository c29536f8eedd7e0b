using System.Numerics;
using ILGPU;
using RnnGen.Execution;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Training;

/// <summary>Draws the masks of a batch at their ports, bit for bit as the host does.</summary>
/// <typeparam name="T">The float type.</typeparam>
/// <param name="kernels">The accelerator.</param>
/// <param name="info">The model.</param>
internal sealed class DeviceMasks<T>(KernelCache kernels, ModelInfo info)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Draws a site's mask.</summary>
    /// <param name="site">Index in <see cref="ModelInfo.DropoutSites"/>.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="step">The training step.</param>
    /// <param name="firstStep">The batch's step that comes first, where its time is cut into segments.</param>
    public void Draw(int site, in LossBatch<T> batch, ulong seed, long step, int firstStep = 0)
    {
        DropoutSite drawn = info.DropoutSites[site];
        long target = batch.Ports[Port.Mask(info, site)];
        if (target < 0)
            return;
        (T hit, T miss) = DropoutMask.Values<T>(drawn.Rate, drawn.Kind);
        int stride = Workspace<T>.Stride(drawn.Width);
        int steps = drawn.PerSequence ? 1 : batch.Steps[drawn.Axis];
        kernels.Launch(MaskKernels.Draw, (long)steps * batch.Rows * stride / 4, new MaskArguments<T>
        {
            Arena = batch.Arena,
            Integers = batch.Integers,
            Order = batch.Order,
            Target = checked((int)target),
            Width = drawn.Width,
            Stride = stride,
            Rows = batch.Rows,
            Steps = steps,
            Lengths = 3 * drawn.Axis * batch.Rows,
            Base = ((3 * drawn.Axis) + 1) * batch.Rows,
            PerSequence = drawn.PerSequence ? 1 : 0,
            FirstStep = drawn.PerSequence ? 0 : firstStep,
            Key = DropoutMask.Key(seed, step, site),
            Threshold = CounterRandom.Threshold(drawn.Rate),
            Hit = hit,
            Miss = miss,
        });
    }
}
