using System.Numerics;

namespace RnnGen.Testing;

/// <summary>A device through the public interface.</summary>
/// <param name="device">The device, which remains its owner's.</param>
public sealed class DeviceBackend(Device device) : IBackend
{
    /// <inheritdoc/>
    public string Name => device.Name;

    /// <inheritdoc/>
    public StackResult Evaluate<T>(Model<T> model, StackCase @case, bool gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => CpuBackend.Evaluate(device, model, @case, gradients);

    /// <inheritdoc/>
    public StackResult Stream<T>(Model<T> model, StackCase @case)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => throw new NotSupportedException("Streams are the processor's, wherever a model computes.");
}
