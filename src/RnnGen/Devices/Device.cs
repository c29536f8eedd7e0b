using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Where a model is computed. Without one it is the processor, by SIMD kernels; packages bring others, such as
/// <c>RnnGen.Ilgpu</c> for GPUs.
/// </summary>
public abstract class Device : IDisposable
{
    /// <summary>For the devices of this library's packages.</summary>
    internal Device()
    {
    }

    /// <summary>
    /// Where models are computed that are told nothing: tests run what knows of no device on one. Null for the
    /// processor.
    /// </summary>
    internal static Device? Ambient { get; set; }

    /// <summary>The device's name and how it is reached, for people.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Frees what the device holds, once the host has the parameters and the optimizers' states that moved here: models
    /// go on on the processor. Passes, steps and trainers that were opened here compute nothing any more; what they
    /// hold can be read, saved and disposed of.
    /// </summary>
    public abstract void Dispose();

    /// <summary>
    /// A program that computes a model's batches on this device, with memory of its own for one batch at a time.
    /// </summary>
    /// <exception cref="NotSupportedException">The model has no kernels for this device.</exception>
    internal abstract DeviceModel<T> Open<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Where a model is computed and how, in a line or two.</summary>
    internal abstract string Describe<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
