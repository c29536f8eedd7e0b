using System.Reflection;
using ILGPU.Runtime.Cuda;

namespace RnnGen.Ilgpu.Tests;

/// <summary>Errors of CUDA's driver on a machine without one, where ILGPU cannot ask it for their texts.</summary>
internal static class CudaErrors
{
    public static CudaException Of(CudaError error)
    {
        var made = new CudaException("as the driver puts it");
        typeof(CudaException).GetField("<Error>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)!
            .SetValue(made, error.ToString());
        return made;
    }
}
