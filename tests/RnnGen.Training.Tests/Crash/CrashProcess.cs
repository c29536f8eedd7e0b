using System.Diagnostics;

namespace RnnGen.Training.Tests;

/// <summary>A training run in a process of its own.</summary>
internal sealed class CrashProcess : IDisposable
{
    private readonly Process _process;

    public CrashProcess(string folder, params string[] launcher)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] command =
            [.. launcher, host, "exec", Path.Combine(AppContext.BaseDirectory, "RnnGen.Crash.dll"), folder];
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
    }

    public int ExitCode => _process.ExitCode;

    /// <summary>The next line of its output, or null at its end.</summary>
    public string? ReadLine() => _process.StandardOutput.ReadLine();

    /// <summary>The rest of its output, when it has ended.</summary>
    public string ReadToEnd()
    {
        string output = _process.StandardOutput.ReadToEnd();
        _process.WaitForExit();
        return output;
    }

    /// <summary>SIGKILL after a time; false where it had ended before.</summary>
    public bool KillAfter(TimeSpan delay)
    {
        if (_process.WaitForExit(delay))
            return false;
        _process.Kill();
        _process.WaitForExit();
        return true;
    }

    public void Dispose() => _process.Dispose();
}
