using System.Runtime.InteropServices;

namespace RnnGen;

/// <summary>
/// Writes a file so that a crash at any moment leaves the old file or the new one, whole: beside, flushed to the disk,
/// renamed, and the folder flushed.
/// </summary>
internal static partial class DurableFile
{
    private const int InvalidArgument = 22, NotSupportedLinux = 95, NotSupportedMac = 45;
    private const int IdentifierLength = 32;
    private const string Ending = ".tmp";

    /// <summary>Replaces a file by what <paramref name="write"/> writes; the old one stays if that fails.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Target(path);
        string beside = Beside(target);
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                Flush(stream, target);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            File.Move(beside, target, overwrite: true);
        }
        catch (Exception e)
        {
            TryDelete(beside);
            if (e is UnauthorizedAccessException)
                throw new IOException($"{target}: it may not be written; nothing changed. {e.Message}", e);
            throw;
        }

        FlushFolder(target);
    }

    /// <summary>Writes an empty file where <see cref="Write"/> would write, and deletes it.</summary>
    public static void Try(string path)
    {
        string beside = Beside(Target(path));
        new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None).Dispose();
        File.Delete(beside);
    }

    /// <summary>
    /// Deletes what processes that were killed while writing this file left beside it. Not while another process
    /// writes it.
    /// </summary>
    /// <returns>Number of files deleted.</returns>
    public static int RemoveLeftovers(string path)
    {
        string target = Target(path);
        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
            return 0;
        string beginning = Path.GetFileName(target) + ".";
        int removed = 0;
        foreach (string file in Directory.GetFiles(folder))
        {
            if (IsLeftover(Path.GetFileName(file), beginning) && TryDelete(file))
                removed++;
        }

        return removed;
    }

    private static string Beside(string target) => $"{target}.{Guid.NewGuid():N}{Ending}";

    private static bool IsLeftover(string name, string beginning) =>
        name.StartsWith(beginning, StringComparison.Ordinal) &&
        name.EndsWith(Ending, StringComparison.Ordinal) &&
        name.Length == beginning.Length + IdentifierLength + Ending.Length &&
        name.AsSpan(beginning.Length, IdentifierLength).IndexOfAnyExcept("0123456789abcdef") < 0;

    /// <summary>The whole path; where it is a link, that of the file linked to.</summary>
    private static string Target(string path)
    {
        string target = Path.GetFullPath(path);
        return File.Exists(target) && File.ResolveLinkTarget(target, returnFinalTarget: true) is { } link
            ? link.FullName
            : target;
    }

    // NOTE: .NET 10's Flush(true) reports success on Linux when fsync failed, so fsync is called here as well.
    private static void Flush(FileStream stream, string target)
    {
        stream.Flush(flushToDisk: true);
        if (OperatingSystem.IsWindows())
            return;
        int error = FileSync.Run((int)stream.SafeFileHandle.DangerousGetHandle());
        GC.KeepAlive(stream);
        if (error != 0)
        {
            throw new IOException(
                $"{target}: the disk did not take the data (fsync: {Describe(error)}); nothing changed.");
        }
    }

    /// <summary>
    /// Makes the rename durable. Some file systems cannot flush a folder; they are left to themselves.
    /// </summary>
    private static void FlushFolder(string target)
    {
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = Open(Path.GetDirectoryName(target)!, 0);
        if (descriptor < 0)
            return;
        int error = FileSync.Run(descriptor);
        _ = Close(descriptor);
        if (error is 0 or InvalidArgument or NotSupportedLinux or NotSupportedMac)
            return;
        throw new IOException(
            $"{target}: the file is whole, but its folder may not keep the new name (fsync: {Describe(error)}).");
    }

    private static string Describe(int error) => $"{Marshal.GetPInvokeErrorMessage(error)}, error {error}";

    private static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
