using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu;

/// <summary>What drivers say.</summary>
internal static class DriverError
{
    /// <summary>The driver's error and its name, which is all that OpenCL and cuBLAS have.</summary>
    public static string Text(Exception error) => error switch
    {
        CLException e => e.Error.ToString(),
        CudaException e => $"{e.Message} ({e.Error})",
        CuBlasException e => e.Error.ToString(),
        _ => error.Message,
    };

    /// <summary>Whether memory is what was missing.</summary>
    public static bool IsOutOfMemory(Exception error) => error switch
    {
        CLException e => e.Error is CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_RESOURCES
            or CLError.CL_OUT_OF_HOST_MEMORY or CLError.CL_INVALID_BUFFER_SIZE,
        CudaException e => e.Error == nameof(CudaError.CUDA_ERROR_OUT_OF_MEMORY),
        CuBlasException e => e.Error == CuBlasStatus.CUBLAS_STATUS_ALLOC_FAILED,
        _ => error is OutOfMemoryException or OverflowException,
    };

    /// <summary>
    /// Whether a driver had no memory for a kernel. An error of the compiler's own is never that, nor are the resources
    /// that OpenCL speaks of, which may be registers or what a kernel before has broken.
    /// </summary>
    public static bool IsOutOfMemoryWhileLoading(Exception error) => OfDriver(error) is { } e && IsOutOfMemory(e)
        && e is not CLException { Error: CLError.CL_OUT_OF_RESOURCES };

    /// <summary>
    /// Whether it may be the error of a kernel that was launched before: drivers say it at whatever is asked next.
    /// </summary>
    public static bool IsOfALaunch(Exception error) => OfDriver(error) switch
    {
        CLException e => e.Error is CLError.CL_OUT_OF_RESOURCES or CLError.CL_INVALID_COMMAND_QUEUE,
        CudaException e => e.Error is nameof(CudaError.CUDA_ERROR_ILLEGAL_ADDRESS)
            or nameof(CudaError.CUDA_ERROR_MISALIGNED_ADDRESS) or nameof(CudaError.CUDA_ERROR_INVALID_ADDRESS_SPACE)
            or nameof(CudaError.CUDA_ERROR_ILLEGAL_INSTRUCTION) or nameof(CudaError.CUDA_ERROR_INVALID_PC)
            or nameof(CudaError.CUDA_ERROR_HARDWARE_STACK_ERROR) or nameof(CudaError.CUDA_ERROR_LAUNCH_FAILED)
            or nameof(CudaError.CUDA_ERROR_LAUNCH_TIMEOUT) or nameof(CudaError.CUDA_ERROR_ASSERT)
            or nameof(CudaError.CUDA_ERROR_ECC_UNCORRECTABLE) or nameof(CudaError.CUDA_ERROR_UNKNOWN),
        _ => false,
    };

    // The driver's own, around which ILGPU puts others.
    private static AcceleratorException? OfDriver(Exception error)
    {
        for (Exception? e = error; e != null; e = e.InnerException)
        {
            if (e is CLException or CudaException)
                return (AcceleratorException)e;
        }

        return null;
    }
}
