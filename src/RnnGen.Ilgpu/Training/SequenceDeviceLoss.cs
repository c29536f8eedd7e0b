using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Training;

/// <summary>A loss of whole rows, a group of threads each, with memory beside the arena.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal abstract class SequenceDeviceLoss<T> : DeviceLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private MemoryBuffer1D<double, Stride1D.Dense>? _memory;
    private MemoryBuffer1D<int, Stride1D.Dense>? _links;
    private MemoryBuffer1D<double, Stride1D.Dense>? _shares;

    private protected SequenceDeviceLoss(KernelCache kernels, Loss<T> loss)
        : base(kernels, loss)
    {
    }

    public override ArrayView<double>? Shares => _shares!.View.AsContiguous();

    /// <summary>Doubles of a row.</summary>
    protected abstract long RowLength(int steps, int classStep);

    /// <summary>States of a row, 0 where it has none.</summary>
    protected virtual int States(int steps, int classStep) => 0;

    public override void Reserve(int rows, int steps, int classStep)
    {
        Accelerator accelerator = Kernels.Accelerator;
        StateBuffers.Reserve(accelerator, ref _memory, rows * RowLength(steps, classStep));
        StateBuffers.Reserve(accelerator, ref _links, 2L * rows * States(steps, classStep));
        StateBuffers.Reserve(accelerator, ref _shares, rows);
    }

    public override void Dispose()
    {
        base.Dispose();
        _memory?.Dispose();
        _links?.Dispose();
        _shares?.Dispose();
    }

    /// <summary>Arguments with what all losses of rows have.</summary>
    protected SequenceArguments<T> Arguments(in LossArguments<T> head, in LossBatch<T> batch) => new()
    {
        Head = head,
        Parameters = batch.Parameters,
        Memory = _memory!.View.AsContiguous(),
        Links = _links!.View.AsContiguous(),
        Shares = _shares!.View.AsContiguous(),
        Places = _links.View.AsContiguous(),
        PackedGradients = batch.PackedGradients,
        RowLength = checked((int)RowLength(head.Steps, head.ClassStep)),
        States = States(head.Steps, head.ClassStep),
        IsMean = Loss.Info.Reduction == Reduction.Mean ? 1 : 0,
        Blank = Loss.Info.Blank,
        ZeroInfinity = Loss.Info.ZeroInfinity ? 1 : 0,
    };
}
