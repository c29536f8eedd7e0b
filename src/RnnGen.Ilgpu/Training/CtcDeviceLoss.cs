using System.Numerics;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Training;

/// <summary>Connectionist temporal classification.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal sealed class CtcDeviceLoss<T>(KernelCache kernels, Loss<T> loss) : SequenceDeviceLoss<T>(kernels, loss)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Action<SequenceArguments<T>> s_compute = FloatKernels.Choose<SequenceArguments<T>>(
        (Action<SequenceArguments<float>>)CtcKernels.Compute<float, SingleCast>,
        (Action<SequenceArguments<double>>)CtcKernels.Compute<double, DoubleCast>);

    public override void Compute(in LossArguments<T> head, in LossBatch<T> batch) =>
        Kernels.LaunchGroups(s_compute, head.Rows, Arguments(head, batch));

    protected override int States(int steps, int classStep) => (2 * Math.Min(steps, classStep)) + 1;

    // log-partitions [T], classes' shares [K], and with S states: future [S], next [S], past [T, S]
    protected override long RowLength(int steps, int classStep) =>
        steps + Loss.Outputs + (States(steps, classStep) * (steps + 2L));
}
