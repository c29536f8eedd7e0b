using System.Numerics;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Training;

/// <summary>Softmax cross-entropy: a thread a vector where classes are few, else a group of threads.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal sealed class CrossEntropyDeviceLoss<T>(KernelCache kernels, Loss<T> loss) : DeviceLoss<T>(kernels, loss)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // One thread's work is then no longer than what a group would wait for its barriers.
    private const int Few = 32;

    private static readonly Action<CrossEntropyArguments<T>> s_byThreads =
        FloatKernels.Choose<CrossEntropyArguments<T>>(
            (Action<CrossEntropyArguments<float>>)CrossEntropyKernels.ByThreads<float, SingleCast>,
            (Action<CrossEntropyArguments<double>>)CrossEntropyKernels.ByThreads<double, DoubleCast>);

    private static readonly Action<CrossEntropyArguments<T>> s_byGroups =
        FloatKernels.Choose<CrossEntropyArguments<T>>(
            (Action<CrossEntropyArguments<float>>)CrossEntropyKernels.ByGroups<float, SingleCast>,
            (Action<CrossEntropyArguments<double>>)CrossEntropyKernels.ByGroups<double, DoubleCast>);

    public override void Compute(in LossArguments<T> head, in LossBatch<T> batch)
    {
        var arguments = new CrossEntropyArguments<T>
        {
            Head = head,
            WeightSum = Loss.Info.ClassWeights?.Sum() ?? Loss.Outputs,
            Smoothing = Loss.Info.LabelSmoothing,
            Ignored = Loss.Info.IgnoreIndex,
        };
        int vectors = head.Steps * head.Rows;
        if (head.Width <= Few)
            Kernels.Launch(s_byThreads, vectors, arguments);
        else
            Kernels.LaunchGroups(s_byGroups, vectors, arguments);
    }
}
