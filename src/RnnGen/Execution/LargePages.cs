using System.Runtime.InteropServices;

namespace RnnGen.Execution;

/// <summary>
/// Asks the system to back memory with large pages. A kernel walks through megabytes with strides of kilobytes: with
/// pages of 4 KB it waits for address translation at nearly every step.
/// </summary>
internal static unsafe partial class LargePages
{
    /// <summary>Size and alignment of a large page.</summary>
    public const nuint Size = 2 << 20;

    /// <summary>Whether the system may have them for the asking; elsewhere nobody needs to align to one.</summary>
    public static bool AreKnown => OperatingSystem.IsLinux();

    // MADV_HUGEPAGE of <sys/mman.h>.
    private const int HugePage = 14;

    /// <summary>Advises; where the system knows no such advice, nothing happens and nothing is lost.</summary>
    public static void Advise(void* start, nuint bytes)
    {
        if (!AreKnown)
            return;
        try
        {
            _ = Advise(start, bytes, HugePage);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A Linux without a libc of that name.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint bytes, int advice);
}
