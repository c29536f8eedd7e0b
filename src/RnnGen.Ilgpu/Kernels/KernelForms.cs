using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>The form that suits an accelerator.</summary>
internal static class KernelForms
{
    public static KernelForm Of(Accelerator accelerator) => accelerator switch
    {
        CLAccelerator { DeviceType: CLDeviceType.CL_DEVICE_TYPE_CPU } => KernelForm.Rows,
        { AcceleratorType: AcceleratorType.CPU } => KernelForm.Outputs,
        _ => KernelForm.Tiles,
    };
}
