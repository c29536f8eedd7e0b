using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu;

/// <summary>What drivers say.</summary>
internal static class DriverError
{
    /// <summary>The driver's error and its name, which is all that OpenCL has.</summary>
    public static string Text(Exception error) => error switch
    {
        CLException e => e.Error.ToString(),
        CudaException e => $"{e.Message} ({e.Error})",
        _ => error.Message,
    };

    /// <summary>Whether memory is what was missing.</summary>
    public static bool IsOutOfMemory(Exception error) => error switch
    {
        CLException e => e.Error is CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_RESOURCES
            or CLError.CL_OUT_OF_HOST_MEMORY or CLError.CL_INVALID_BUFFER_SIZE,
        CudaException e => e.Error == nameof(CudaError.CUDA_ERROR_OUT_OF_MEMORY),
        _ => error is OutOfMemoryException or OverflowException,
    };

    /// <summary>Whether a driver had no memory for a kernel; an error of the compiler's own is never that.</summary>
    public static bool IsOutOfMemoryWhileLoading(Exception error)
    {
        for (Exception? e = error; e != null; e = e.InnerException)
        {
            if (e is CLException or CudaException)
                return IsOutOfMemory(e);
        }

        return false;
    }
}
