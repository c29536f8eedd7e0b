using System.Numerics;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Training;

/// <summary>A loss of each output by itself.</summary>
/// <typeparam name="T">The float type.</typeparam>
/// <typeparam name="TElement">Its formula.</typeparam>
internal sealed class ElementDeviceLoss<T, TElement>(KernelCache kernels, Loss<T> loss, TElement element)
    : DeviceLoss<T>(kernels, loss)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TElement : unmanaged, IElementLoss
{
    private static readonly Action<ElementArguments<T, TElement>> s_compute =
        FloatKernels.Choose<ElementArguments<T, TElement>>(
            (Action<ElementArguments<float, TElement>>)ElementKernels.Compute<float, SingleCast, TElement>,
            (Action<ElementArguments<double, TElement>>)ElementKernels.Compute<double, DoubleCast, TElement>);

    public override void Compute(in LossArguments<T> head, in LossBatch<T> batch) =>
        Kernels.Launch(
            s_compute, (long)head.Steps * head.Rows * head.Stride,
            new ElementArguments<T, TElement> { Head = head, Loss = element });
}
