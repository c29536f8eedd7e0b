namespace RnnGen.Ilgpu;

/// <summary>How a device is reached.</summary>
public enum IlgpuKind
{
    /// <summary>The first that can be used of CUDA, OpenCL on a GPU, OpenCL on the processor, the simulator.</summary>
    Any,

    /// <summary>GPUs of NVIDIA, by their driver.</summary>
    Cuda,

    /// <summary>Whatever an OpenCL driver offers; GPUs are numbered first, then processors, such as PoCL's.</summary>
    OpenCL,

    /// <summary>ILGPU's simulator of a GPU on the processor: for small checks, far too slow to train.</summary>
    Cpu,
}
