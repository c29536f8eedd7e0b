using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu;

/// <summary>
/// How many threads a group of a compiled kernel can have: the registers that the driver's compiler gave a thread may
/// leave room for fewer than the device takes, and a launch of more is refused.
/// </summary>
internal static class GroupLimit
{
    // So many threads find room with as many registers as a thread can have.
    private const int Always = 256;

    /// <summary>The most threads.</summary>
    /// <param name="accelerator">The accelerator.</param>
    /// <param name="launcher">What loading the kernel gave.</param>
    public static int Of(Accelerator accelerator, Delegate launcher)
    {
        int most = accelerator.MaxNumThreadsPerGroup;
        if (!launcher.TryGetKernel(out Kernel? kernel))
            return Math.Min(most, Always);
        if (accelerator is CLAccelerator cl && kernel is CLKernel own)
        {
            nint size = CLAPI.CurrentAPI.GetKernelWorkGroupInfo<nint>(
                own.KernelPtr, cl.DeviceId, CLKernelWorkGroupInfoType.CL_KERNEL_WORK_GROUP_SIZE);
            return (int)Math.Min(most, size);
        }

        while (accelerator is CudaAccelerator && most > Always
            && accelerator.EstimateMaxActiveGroupsPerMultiprocessor(kernel, most) == 0)
            most /= 2;
        return most;
    }
}
