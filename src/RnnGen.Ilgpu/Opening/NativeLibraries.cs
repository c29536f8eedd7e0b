using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu;

/// <summary>
/// Where the drivers' libraries are: ILGPU asks for <c>libcuda.so</c> and <c>libOpenCL.so</c>, which on Linux come with
/// developers' packages only; what every driver installs ends with <c>.so.1</c>.
/// </summary>
internal static class NativeLibraries
{
    private static readonly Lazy<bool> s_installed = new(Install);

    /// <summary>To be called before anything of ILGPU looks for a driver.</summary>
    public static void Ensure() => _ = s_installed.Value;

    /// <summary>Whether ILGPU now asks here; not where the program has set a resolver of its own.</summary>
    internal static bool Install()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            // Under WSL the driver is in a folder that ILGPU knows: its own resolver is set by naming a CUDA predicate.
            if (IsWsl())
                Context.Create().Cuda(static _ => false);
            else
                NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);
            return true;
        }
        catch (InvalidOperationException)
        {
            // The program has set one, and knows why.
            return false;
        }
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name is CudaAPI.LibNameLinux or CLAPI.LibNameLinux
            && NativeLibrary.TryLoad($"lib{name}.so.1", out IntPtr library)
            ? library
            : IntPtr.Zero;

    private static bool IsWsl()
    {
        try
        {
            return Directory.Exists("/usr/lib/wsl/lib")
                && File.ReadAllText("/proc/version").Contains("Microsoft", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
