using System.ComponentModel;
using System.Numerics;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Program;

/// <summary>What the generator emits of a model for this backend: kernels, and the order of their launches.</summary>
/// <typeparam name="T">The float type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DeviceProgram<T> : DeviceCode
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>All kernels of the model, beside the library's.</summary>
    public abstract IReadOnlyList<DeviceKernel<T>> Kernels { get; }

    /// <summary>The time loops of the model.</summary>
    public virtual IReadOnlyList<DeviceLoop> Loops => [];

    /// <summary>
    /// The kernels of the losses that the declaration states as expressions, by head and null for other losses; empty
    /// where there are none.
    /// </summary>
    public virtual IReadOnlyList<DeviceObjective<T>?> Objectives => [];

    /// <summary>
    /// Plans the arena, as <see cref="ModelProgram{T}.Plan"/> does for the host; ports are at other places here.
    /// </summary>
    /// <param name="axes">How large the batch is on each axis.</param>
    /// <param name="training">Whether a backward pass follows.</param>
    /// <param name="ports">Receives the offsets; -1 where a port is absent.</param>
    /// <returns>Length in floats.</returns>
    public abstract long Plan(ReadOnlySpan<AxisSize> axes, bool training, Span<long> ports);

    /// <summary>Launches the forward pass, in the form that the run says.</summary>
    public abstract void Forward(DeviceRun<T> run);

    /// <summary>Launches the backward pass, which adds to the packed gradients.</summary>
    public abstract void Backward(DeviceRun<T> run);

    /// <summary>As <see cref="ModelProgram{T}.BeginSteps"/>.</summary>
    public virtual void BeginSteps(DeviceRun<T> run) => throw new NotSupportedException("The model does not decode.");

    /// <summary>As <see cref="ModelProgram{T}.Advance"/>.</summary>
    public virtual void Advance(DeviceRun<T> run) => throw new NotSupportedException("The model does not decode.");
}
