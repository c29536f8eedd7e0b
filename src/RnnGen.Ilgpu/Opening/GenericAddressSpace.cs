using System.Collections.Concurrent;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu;

/// <summary>
/// ILGPU refuses OpenCL devices without a generic address space, yet at its second optimization level it writes code
/// that needs none. Such a device is told to have one, and is used where it then compiles and computes a kernel.
/// </summary>
internal static class GenericAddressSpace
{
    private const string Property = "GenericAddressSpace";

    // By OpenCL's handle, which is the same as long as the process lives: why a device failed, or null.
    private static readonly ConcurrentDictionary<IntPtr, string?> s_probed = new();

    /// <summary>Says of a device that it has one, and whether this was untrue.</summary>
    /// <exception cref="DeviceException">This version of ILGPU has no such setting.</exception>
    public static bool Pretend(CLDevice device, string name, string property = Property)
    {
        if (device.Capabilities.GenericAddressSpace)
            return false;
        MethodInfo? setter = typeof(CLCapabilityContext).GetProperty(property)?.GetSetMethod(nonPublic: true);
        if (setter == null)
        {
            throw new DeviceException(name, $"{name} has no generic address space, and ILGPU "
                + $"{typeof(Context).Assembly.GetName().Version} has no {nameof(CLCapabilityContext)}.{property} that "
                + "can be set to use it nevertheless.");
        }

        setter.Invoke(device.Capabilities, [true]);
        return true;
    }

    /// <summary>Throws where the device does not compute what a small kernel says.</summary>
    /// <exception cref="DeviceException">It does not, or has no memory now, which is not held against it.</exception>
    public static void Check(CLDevice device, KernelCache kernels)
    {
        string? problem = s_probed.GetOrAdd(device.DeviceId, static (_, kernels) => Probe(kernels), kernels);
        if (problem != null)
            throw new DeviceException(kernels.Device, problem);
    }

    private static string? Probe(KernelCache kernels)
    {
        const int Length = 2 * ProbeKernel.Size;
        try
        {
            using var numbers = new DeviceBuffer<int>(kernels);
            numbers.Clear(Length);
            kernels.Get<ProbeArguments>(ProbeKernel.Run)(
                kernels.Stream, new KernelConfig(2, ProbeKernel.Size), new ProbeArguments { Numbers = numbers.View });
            int[] read = new int[Length];
            kernels.Read<int>(numbers.View, read);
            return Enumerable.Range(0, Length).All(i => read[i] == ProbeKernel.Expected(i))
                ? null
                : $"{kernels.Device} has no generic address space, and computes wrong numbers without.";
        }
        catch (DeviceException e) when (!e.IsOfMemory)
        {
            return $"{kernels.Device} has no generic address space, and fails without: {e.Message}";
        }
    }
}
