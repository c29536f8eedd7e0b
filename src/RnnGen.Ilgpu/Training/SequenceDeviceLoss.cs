using System.Numerics;
using ILGPU;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Training;

/// <summary>A loss of whole rows, a group of threads each, with memory beside the arena.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal abstract class SequenceDeviceLoss<T> : DeviceLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceBuffer<double> _memory;
    private readonly DeviceBuffer<int> _links;
    private readonly DeviceBuffer<double> _shares;

    private protected SequenceDeviceLoss(KernelCache kernels, Loss<T> loss)
        : base(kernels, loss)
    {
        _memory = new DeviceBuffer<double>(kernels);
        _links = new DeviceBuffer<int>(kernels);
        _shares = new DeviceBuffer<double>(kernels);
    }

    public override ArrayView<double>? Shares => _shares.View;

    /// <summary>Doubles of a row.</summary>
    protected abstract long RowLength(int steps, int classStep);

    /// <summary>States of a row, 0 where it has none.</summary>
    protected virtual int States(int steps, int classStep) => 0;

    public override void Reserve(int rows, int steps, int classStep)
    {
        _memory.AtLeast(rows * RowLength(steps, classStep));
        _links.AtLeast(2L * rows * States(steps, classStep));
        _shares.AtLeast(rows);
    }

    public override void Dispose() => Disposal.After(base.Dispose, _memory, _links, _shares);

    /// <summary>Arguments with what all losses of rows have.</summary>
    protected SequenceArguments<T> Arguments(in LossArguments<T> head, in LossBatch<T> batch) => new()
    {
        Head = head,
        Parameters = batch.Parameters,
        Memory = _memory.View,
        Links = _links.View,
        Shares = _shares.View,
        Places = _links.View,
        PackedGradients = batch.PackedGradients,
        RowLength = checked((int)RowLength(head.Steps, head.ClassStep)),
        States = States(head.Steps, head.ClassStep),
        IsMean = Loss.Info.Reduction == Reduction.Mean ? 1 : 0,
        Blank = Loss.Info.Blank,
        ZeroInfinity = Loss.Info.ZeroInfinity ? 1 : 0,
    };
}
