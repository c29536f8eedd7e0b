using System.Diagnostics;

namespace RnnGen.Onnx.Tests;

/// <summary>Programs that know ONNX and are not part of this repository.</summary>
internal static class Peer
{
    private static readonly Lazy<bool> s_hasRuntime = new(static () =>
        Try("node", "-e", "require('onnxruntime-node')") is not null);

    private static readonly Lazy<string?> s_python = new(static () =>
        new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(static p => Try(p, "-c", "import onnx") is not null));

    /// <summary>Why ONNX Runtime cannot be run, or null.</summary>
    public static string? NoRuntime => s_hasRuntime.Value ? null
        : "Needs node with onnxruntime-node: npm install onnxruntime-node, and NODE_PATH=.../node_modules.";

    /// <summary>Why ONNX's checker cannot be run, or null.</summary>
    public static string? NoChecker => s_python.Value is not null ? null : "Needs python3 with onnx.";

    public static string Node(params string[] arguments) => Run("node", arguments);

    public static string Python(params string[] arguments) => Run(s_python.Value!, arguments);

    private static string Run(string program, string[] arguments)
        => Try(program, arguments) ?? throw new InvalidOperationException($"{program} has failed: {s_error}");

    private static string? s_error;

    /// <summary>What a program says; null where it is not there or fails.</summary>
    private static string? Try(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            s_error = errors.Result;
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
