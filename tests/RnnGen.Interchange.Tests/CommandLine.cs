using RnnGen.Tool;

namespace RnnGen.Interchange.Tests;

/// <summary>The command-line tool, run within the process.</summary>
internal static class CommandLine
{
    public static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (ToolCommand.Run(args, output, error), output.ToString(), error.ToString());
    }
}
