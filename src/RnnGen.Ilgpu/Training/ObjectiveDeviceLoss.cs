using System.Numerics;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Training;

/// <summary>A declaration's own loss of each output by itself.</summary>
/// <typeparam name="T">The float type.</typeparam>
/// <typeparam name="TElement">Its formula, as the generator emitted it.</typeparam>
internal sealed class ObjectiveDeviceLoss<T, TElement>(KernelCache kernels, Loss<T> loss) : DeviceLoss<T>(kernels, loss)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TElement : unmanaged, IElementLoss
{
    /// <summary>What computes it.</summary>
    public static Action<LossArguments<T>> Kernel { get; } = FloatKernels.Choose<LossArguments<T>>(
        (Action<LossArguments<float>>)ElementKernels.ComputeOwn<float, SingleCast, TElement>,
        (Action<LossArguments<double>>)ElementKernels.ComputeOwn<double, DoubleCast, TElement>);

    public override void Compute(in LossArguments<T> head, in LossBatch<T> batch) =>
        Kernels.Launch(Kernel, (long)head.Steps * head.Rows * head.Stride, head);
}
