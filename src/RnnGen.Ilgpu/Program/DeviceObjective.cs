using System.ComponentModel;
using System.Numerics;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Ilgpu.Training;

namespace RnnGen.Ilgpu.Program;

/// <summary>The kernel of a loss that a declaration states as an expression.</summary>
/// <typeparam name="T">The float type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DeviceObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected DeviceObjective()
    {
    }

    /// <summary>The kernel, for tests of what becomes of it.</summary>
    internal abstract Delegate Kernel { get; }

    /// <summary>The kernel of a formula.</summary>
    /// <typeparam name="TElement">The formula, whose value is its default.</typeparam>
    public static DeviceObjective<T> Of<TElement>()
        where TElement : unmanaged, IElementLoss => new OfElement<TElement>();

    /// <summary>Makes the loss that launches it.</summary>
    internal abstract DeviceLoss<T> Create(KernelCache kernels, Loss<T> loss);

    private sealed class OfElement<TElement> : DeviceObjective<T>
        where TElement : unmanaged, IElementLoss
    {
        internal override Delegate Kernel => ObjectiveDeviceLoss<T, TElement>.Kernel;

        internal override DeviceLoss<T> Create(KernelCache kernels, Loss<T> loss) =>
            new ObjectiveDeviceLoss<T, TElement>(kernels, loss);
    }
}
