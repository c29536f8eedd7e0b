using System.Numerics;
using ILGPU.Runtime;
using RnnGen.Ilgpu.Program;

namespace RnnGen.Ilgpu;

/// <summary>A device that ILGPU compiles for.</summary>
public sealed class IlgpuDevice : Device
{
    private readonly KernelCache _kernels;

    internal IlgpuDevice(Accelerator accelerator) => _kernels = new KernelCache(accelerator);

    /// <inheritdoc/>
    public override string Name => _kernels.Accelerator.Name;

    /// <summary>How time loops run of what is opened from now on.</summary>
    internal LoopPlan Plan { get; set; }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    internal override DeviceModel<T> Open<T>(Model<T> model)
        => model.Program.Devices is DeviceProgram<T> program
            ? new IlgpuModel<T>(model, program, _kernels) { LoopPlan = Plan }
            : throw new NotSupportedException(
                $"{model.Info.Name} has no kernels for devices: the project that declares it does not reference "
                + "RnnGen.Ilgpu. Add the package there and build again.");
}
