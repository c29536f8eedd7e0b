using System.ComponentModel;
using System.Diagnostics;

namespace RnnGen.Benchmarks.Compare.Peers;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    /// <summary>What the program prints.</summary>
    /// <exception cref="PeerException">It is not there, or ends with an error.</exception>
    public static string Run(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment ?? PeerSetting.Nothing)
            start.Environment[name] = value;
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output
                : throw new PeerException($"{Path.GetFileName(program)}: {Reason(errors.Result, process.ExitCode)}");
        }
        catch (Win32Exception)
        {
            throw new PeerException($"{Path.GetFileName(program)} is not installed");
        }
    }

    // The line of a compiler that names the error, or the last one of anything else.
    private static string Reason(string errors, int exitCode)
    {
        string[] lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string? named = Array.Find(lines, static line => line.Contains("rror:", StringComparison.Ordinal));
        return named ?? (lines.Length > 0 ? lines[^1] : $"exit status {exitCode}");
    }
}
