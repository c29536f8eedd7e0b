using ILGPU;

namespace RnnGen.Ilgpu;

/// <summary>What drivers and compilers refuse, as exceptions that say what it was about.</summary>
/// <param name="device">The device's name.</param>
/// <param name="launches">What was launched last.</param>
internal sealed class DeviceErrors(string device, LaunchLog launches)
{
    // Of a message; an exception has them all.
    private const int MostNames = 16;

    /// <summary>An error of the driver, which may be that of a kernel that was launched before.</summary>
    /// <param name="failure">What was asked of it.</param>
    /// <param name="error">What it said.</param>
    public DeviceException Of(string failure, Exception error)
    {
        IReadOnlyList<string> pending = launches.Pending();
        return new DeviceException(device, $"{device}: {failure}: {DriverError.Text(error)}{Names(pending)}", error)
        {
            Pending = pending,
        };
    }

    /// <summary>A kernel could not be launched.</summary>
    public DeviceException NotLaunched(string kernel, KernelConfig config, Exception error)
    {
        IReadOnlyList<string> pending = DriverError.IsOfALaunch(error) ? launches.Pending() : [];
        return new DeviceException(
            device, Launch(kernel, config) + DriverError.Text(error) + Names(pending), error, kernel)
        {
            Pending = pending,
        };
    }

    /// <summary>
    /// A kernel that was compiled could not be loaded, by an error of the driver that may be that of one that was
    /// launched before.
    /// </summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="error">What was said.</param>
    /// <param name="log">That, and what the compiler said.</param>
    public DeviceException NotLoaded(string kernel, Exception error, string log)
    {
        IReadOnlyList<string> pending = launches.Pending();
        return new DeviceException(
            device, $"{device}: kernel {kernel} could not be loaded: {log}{Names(pending)}", error, kernel)
        {
            Pending = pending,
        };
    }

    /// <summary>A kernel was to be launched with groups that are too large for it.</summary>
    public DeviceException TooManyThreads(string kernel, KernelConfig config, int most) =>
        new(device, $"{Launch(kernel, config)}a group of it has {most} at most.", kernel: kernel);

    /// <summary>A kernel could not be compiled.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="error">What was said.</param>
    /// <param name="log">That, and what the compiler said.</param>
    public DeviceException NotCompiled(string kernel, Exception error, string log) =>
        new(device, $"{device}: kernel {kernel} could not be compiled: {log}", error, kernel);

    /// <summary>The driver had no memory for a kernel that was compiled.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="memory">The memory.</param>
    /// <param name="error">What was said.</param>
    /// <param name="log">That, and what the compiler said.</param>
    public DeviceException NoMemory(string kernel, DeviceMemory memory, Exception error, string log) =>
        new(
            device,
            $"{device} has no memory for kernel {kernel}: {memory.Describe()}. It can be asked for again once there is "
            + $"more: {log}",
            error,
            kernel)
        {
            IsOfMemory = true,
        };

    /// <summary>The end of a message that names kernels which may have failed; empty without any.</summary>
    public static string Names(IReadOnlyList<string> pending)
    {
        if (pending.Count == 0)
            return "";
        string more = pending.Count > MostNames ? $" and {pending.Count - MostNames} more" : "";
        return ". Launched since the driver last said that all is well, the last one first: "
            + string.Join(", ", pending.Take(MostNames)) + more;
    }

    private string Launch(string kernel, KernelConfig config) =>
        $"{device}: kernel {kernel} could not be launched with {config.GridDim.Size} groups of "
        + $"{config.GroupDim.Size} threads: ";
}
