using System.Numerics;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Training;

/// <summary>Linear-chain conditional random field, with the gradients of its scores.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal sealed class CrfDeviceLoss<T> : SequenceDeviceLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Action<SequenceArguments<T>> s_compute = FloatKernels.Choose<SequenceArguments<T>>(
        (Action<SequenceArguments<float>>)CrfKernels.Compute<float, SingleCast>,
        (Action<SequenceArguments<double>>)CrfKernels.Compute<double, DoubleCast>);

    private static readonly Action<SequenceArguments<T>> s_sum = FloatKernels.Choose<SequenceArguments<T>>(
        (Action<SequenceArguments<float>>)CrfKernels.SumGradients<float, SingleCast>,
        (Action<SequenceArguments<double>>)CrfKernels.SumGradients<double, DoubleCast>);

    private readonly int _first;
    private readonly DeviceBuffer<int> _places;

    public CrfDeviceLoss(KernelCache kernels, Loss<T> loss, ModelInfo info, WeightLayout layout)
        : base(kernels, loss)
    {
        _first = checked((int)info.Parameters[loss.Info.Parameters[0]].Offset);
        _places = StateBuffers.Of(kernels, PlacesOf(layout));
    }

    public override void Compute(in LossArguments<T> head, in LossBatch<T> batch)
    {
        SequenceArguments<T> arguments = Arguments(head, batch);
        arguments.First = _first;
        arguments.ParameterCount = Loss.ParameterCount;
        arguments.Places = _places.View;
        arguments.Ends = Loss.Info.StartEnd ? Loss.Outputs : 0;
        Kernels.LaunchGroups(s_compute, head.Rows, arguments);
        if (batch.Training)
            Kernels.Launch(s_sum, Loss.ParameterCount, arguments);
    }

    public override void Dispose() => Disposal.After(base.Dispose, _places);

    // gradients of the parameters, backward [K], next [K], forward [T, K]
    protected override long RowLength(int steps, int classStep) =>
        Loss.ParameterCount + (Loss.Outputs * (steps + 2L));

    private int[] PlacesOf(WeightLayout layout)
    {
        var places = new int[Loss.ParameterCount];
        Array.Fill(places, -1);
        foreach (GradientBlock block in layout.Gradients.Where(block => IsOwn(block.Weights)))
        {
            for (int unit = 0; unit < block.Units; unit++)
            {
                for (int k = 0; k < block.K; k++)
                {
                    places[block.Weights - _first + ((long)unit * block.RowLength) + k] =
                        checked((int)(block.Packed + ((long)k * block.Stride) + unit));
                }
            }
        }

        foreach (VectorBlock block in layout.VectorGradients.Where(block => IsOwn(block.Weights)))
        {
            for (int unit = 0; unit < block.Units; unit++)
                places[block.Weights - _first + unit] = checked((int)(block.Packed + unit));
        }

        return places;
    }

    private bool IsOwn(long weights) => weights >= _first && weights < _first + Loss.ParameterCount;
}
