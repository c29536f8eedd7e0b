namespace RnnGen.Ilgpu;

/// <summary>
/// A device cannot be opened, or its driver, its compiler or its memory refused something: the message has the device,
/// the kernel where it is about one, and what driver or compiler said.
/// </summary>
public sealed class DeviceException : Exception
{
    internal DeviceException(string device, string message, Exception? inner = null, string? kernel = null)
        : base(message, inner)
    {
        Device = device;
        Kernel = kernel;
    }

    /// <summary>The device's name.</summary>
    public string Device { get; }

    /// <summary>The kernel that could not be compiled or launched; null where it is about none.</summary>
    public string? Kernel { get; }

    /// <summary>
    /// Kernels that had been launched and not been waited for when the driver said so, each once, the last one first:
    /// where it is about a kernel that failed while it ran, one of these.
    /// </summary>
    public IReadOnlyList<string> Pending { get; internal init; } = [];

    /// <summary>Whether memory was missing, of which there may be more the next time.</summary>
    internal bool IsOfMemory { get; init; }
}
