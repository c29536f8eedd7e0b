using System.Diagnostics;
using RnnGen.Crash;
using Xunit.Abstractions;

namespace RnnGen.Training.Tests;

/// <summary>A disk that is full or fails: the newest checkpoint stays whole, the error names the file.</summary>
public sealed class BadDiskTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rnngen-disk").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>libfiu makes the n-th call fail with ENOSPC (28) or EIO (5).</summary>
    [RequiresLibfiuTheory]
    [InlineData("posix/io/sync/fsync", 5)]
    [InlineData("posix/io/dir/rename", 5)]
    [InlineData("posix/io/rw/pwrite", 28)]
    [InlineData("posix/io/oc/open", 28)]
    public void FailingCall_AtAnyMoment_LeavesAWholeCheckpoint(string point, int error)
    {
        string folder = Path.Combine(_root, "run");
        var messages = new SortedSet<string>(StringComparer.Ordinal);
        long lastStep = 0;
        int failures = 0;
        for (int attempt = 0; attempt < 6 || failures == 0; attempt++)
        {
            Assert.True(attempt < 60, "the fault was never injected");
            string rule = $"enable_random name={point},probability=0.02,failinfo={error}";
            using var process = new CrashProcess(folder, "fiu-run", "-x", "-c", rule);
            string text = process.ReadToEnd();
            if (process.ExitCode == 0 && failures > 0)
                break;
            if (process.ExitCode == 0)
            {
                // It came through: chance decides which calls fail. Once more from the start.
                Directory.Delete(folder, recursive: true);
                continue;
            }

            failures++;
            foreach (string line in text.Split('\n').Where(static line => line.Contains("Exception", StringComparison.Ordinal)))
                messages.Add(line.Replace(_root, string.Empty, StringComparison.Ordinal));
            using var check = new CrashRun(folder);
            Assert.True(check.Trainer.StepCount >= lastStep);
            lastStep = check.Trainer.StepCount;
        }

        foreach (string message in messages)
            output.WriteLine(message);
        ResumesToTheExpectedBits(folder);
    }

    [RequiresMountFact]
    public void FullDisk_AtAnyMoment_LeavesAWholeCheckpoint()
    {
        string disk = Directory.CreateDirectory(Path.Combine(_root, "disk")).FullName;
        Shell("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk);
        try
        {
            string folder = Path.Combine(disk, "run");
            var random = new Random(2);
            for (int attempt = 0; attempt < 5; attempt++)
            {
                string filler = Path.Combine(disk, "filler");
                using var process = new CrashProcess(folder);
                process.ReadLine();
                Thread.Sleep(random.Next(0, 120));
                Fill(filler);
                string text = process.ReadToEnd();
                output.WriteLine($"exit {process.ExitCode}: {text.Trim().Replace(_root, string.Empty, StringComparison.Ordinal)}");
                File.Delete(filler);
                using var check = new CrashRun(folder);
                if (process.ExitCode == 0)
                    break;
                Assert.Contains("IOException", text, StringComparison.Ordinal);
                Assert.Empty(Directory.Exists(folder) ? Directory.GetFiles(folder, "*.tmp") : []);
            }

            ResumesToTheExpectedBits(folder);
        }
        finally
        {
            Shell("umount", disk);
        }
    }

    private void ResumesToTheExpectedBits(string folder)
    {
        using var whole = new CrashRun(Path.Combine(_root, "whole"));
        using var resumed = new CrashRun(folder);
        Assert.Equal(whole.Finish(), resumed.Finish());
    }

    private static void Fill(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Create);
            byte[] block = new byte[4096];
            while (true)
                stream.Write(block);
        }
        catch (IOException)
        {
            // Full: that is what it is for.
        }
    }

    private static void Shell(string command, params string[] arguments)
    {
        using Process process = Process.Start(command, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
