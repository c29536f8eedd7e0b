using System.Runtime.InteropServices;

namespace RnnGen;

/// <summary>
/// Writes a file so that a crash at any moment leaves the old file or the new one, whole: beside, flushed to the disk,
/// renamed, and the folder flushed.
/// </summary>
internal static partial class DurableFile
{
    private const int Interrupted = 4, InvalidArgument = 22, NotSupportedLinux = 95, NotSupportedMac = 45;

    /// <summary>Replaces a file by what <paramref name="write"/> writes; the old one stays if that fails.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
        if (File.Exists(target) && File.ResolveLinkTarget(target, returnFinalTarget: true) is { } link)
            target = link.FullName;
        string beside = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                Flush(stream);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            File.Move(beside, target, overwrite: true);
        }
        catch
        {
            TryDelete(beside);
            throw;
        }

        FlushFolder(Path.GetDirectoryName(target)!);
    }

    public static void RemoveLeftovers(string path)
    {
    }

    // NOTE: .NET 10's Flush(true) reports success on Linux when fsync failed, so fsync is called here as well.
    private static void Flush(FileStream stream)
    {
        stream.Flush(flushToDisk: true);
        if (OperatingSystem.IsWindows())
            return;
        while (SyncFile(stream.SafeFileHandle) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
                throw new IOException($"{stream.Name}: the disk did not take the data (fsync, error {error}).");
        }
    }

    /// <summary>
    /// Makes the rename durable. Some file systems cannot flush a folder; they are left to themselves.
    /// </summary>
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = Open(folder, 0);
        if (descriptor < 0)
            return;
        try
        {
            while (SyncFolder(descriptor) != 0)
            {
                int error = Marshal.GetLastPInvokeError();
                if (error is InvalidArgument or NotSupportedLinux or NotSupportedMac)
                    return;
                if (error != Interrupted)
                    throw new IOException($"{folder}: the disk did not take the new name (fsync, error {error}).");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report.
        }
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncFile(SafeHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncFolder(int descriptor);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
