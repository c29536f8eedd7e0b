using System.Numerics;
using ILGPU;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Ilgpu.Program;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Training;

/// <summary>The kernels of a declared loss.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal abstract class DeviceLoss<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceBuffer<double> _table;

    private protected DeviceLoss(KernelCache kernels, Loss<T> loss)
    {
        (Kernels, Loss) = (kernels, loss);
        IReadOnlyList<double>? weights = loss.Info.ClassWeights ?? loss.Info.PositiveWeights;
        double[] table = weights == null ? new double[loss.Outputs] : [.. weights];
        if (weights == null)
            Array.Fill(table, 1);
        _table = StateBuffers.Of(kernels, table);
    }

    /// <summary>The host's.</summary>
    public Loss<T> Loss { get; }

    /// <summary>Whether what is summed is not the losses themselves but <see cref="Shares"/>.</summary>
    public virtual ArrayView<double>? Shares => null;

    /// <summary>The accelerator.</summary>
    protected KernelCache Kernels { get; }

    /// <summary>Weights of classes or of positive targets, 1 without any.</summary>
    public ArrayView<double> Table => _table.View;

    /// <summary>Makes the kernels of a loss.</summary>
    /// <param name="kernels">The accelerator.</param>
    /// <param name="loss">The host's loss.</param>
    /// <param name="info">The model.</param>
    /// <param name="layout">Where gradients of the loss's own parameters go.</param>
    /// <param name="objective">What the program brings where the loss is the declaration's own.</param>
    /// <exception cref="NotSupportedException">The loss is an objective, and the program brings none.</exception>
    public static DeviceLoss<T> Create(
        KernelCache kernels, Loss<T> loss, ModelInfo info, WeightLayout layout,
        DeviceObjective<T>? objective = null) => loss.Info.Kind switch
        {
            LossKind.CrossEntropy => new CrossEntropyDeviceLoss<T>(kernels, loss),
            LossKind.BinaryCrossEntropy => Of(kernels, loss, default(BinaryElement)),
            LossKind.MeanSquared => Of(kernels, loss, default(SquaredElement)),
            LossKind.MeanAbsolute => Of(kernels, loss, default(AbsoluteElement)),
            LossKind.SmoothL1 => Of(kernels, loss, new SmoothElement(loss.Info.Beta)),
            LossKind.Huber => Of(kernels, loss, new HuberElement(loss.Info.Beta)),
            LossKind.Quantile => Of(kernels, loss, new QuantileElement(loss.Info.Level)),
            LossKind.Crf => new CrfDeviceLoss<T>(kernels, loss, info, layout),
            LossKind.Ctc => new CtcDeviceLoss<T>(kernels, loss),
            LossKind.Objective when objective != null => objective.Create(kernels, loss),
            _ => throw new NotSupportedException($"{loss.Info.Kind} has no kernel for devices."),
        };

    /// <summary>Makes room for a batch.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="steps">Vectors of a row.</param>
    /// <param name="classStep">Target classes of a row.</param>
    public virtual void Reserve(int rows, int steps, int classStep)
    {
    }

    /// <summary>Launches what computes losses and gradients.</summary>
    public abstract void Compute(in LossArguments<T> head, in LossBatch<T> batch);

    public virtual void Dispose() => _table.Dispose();

    private static ElementDeviceLoss<T, TElement> Of<TElement>(KernelCache kernels, Loss<T> loss, TElement element)
        where TElement : unmanaged, IElementLoss => new(kernels, loss, element);
}
