namespace RnnGen.Ilgpu.Kernels;

/// <summary>How products and sums are cut into threads.</summary>
internal enum KernelForm
{
    /// <summary>One output a thread: ILGPU's simulator, where a barrier is dear.</summary>
    Outputs,

    /// <summary>
    /// Some whole rows a thread, each a group of its own: OpenCL on a CPU, whose compiler makes vectors of a loop's
    /// turns and not of threads.
    /// </summary>
    Rows,

    /// <summary>A tile of the outputs a group, by way of shared memory: GPUs.</summary>
    Tiles,
}
