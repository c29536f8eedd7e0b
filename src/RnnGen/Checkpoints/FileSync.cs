using System.Runtime.InteropServices;

namespace RnnGen;

/// <summary>
/// fsync as the process has it: looked up from the main program, where a preloaded library (a fault injector) comes
/// before libc, which a P/Invoke into libc would pass by.
/// </summary>
internal static unsafe partial class FileSync
{
    private const int Interrupted = 4;

    private static readonly delegate* unmanaged<int, int> s_fsync = Find();

    /// <summary>Flushes a descriptor to the disk.</summary>
    /// <returns>0, or what errno says.</returns>
    public static int Run(int descriptor)
    {
        while (true)
        {
            int result, error;
            if (s_fsync != null)
            {
                result = s_fsync(descriptor);
                error = Marshal.GetLastSystemError();
            }
            else
            {
                result = OfLibc(descriptor);
                error = Marshal.GetLastPInvokeError();
            }

            if (result == 0)
                return 0;
            if (error != Interrupted)
                return error;
        }
    }

    private static delegate* unmanaged<int, int> Find() =>
        NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "fsync", out nint address)
            ? (delegate* unmanaged<int, int>)address
            : null;

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int OfLibc(int descriptor);
}
