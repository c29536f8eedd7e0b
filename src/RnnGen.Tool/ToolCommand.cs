using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using RnnGen.Onnx;

namespace RnnGen.Tool;

/// <summary>The program: commands, and how what goes wrong is said.</summary>
internal static class ToolCommand
{
    /// <summary>Exit status: done; of <c>diff</c> no difference.</summary>
    public const int Done = 0;

    /// <summary>Exit status of <c>diff</c>: there is a difference.</summary>
    public const int Different = 1;

    /// <summary>Exit status: it could not be done.</summary>
    public const int Failed = 2;

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Receives results.</param>
    /// <param name="error">Receives what went wrong, a line.</param>
    /// <param name="declare">Writes an ONNX model as a declaration, or null where nothing can.</param>
    /// <returns>The exit status.</returns>
    public static int Run(
        string[] args, TextWriter output, TextWriter error, ImportCommand.Declare? declare = null)
    {
        ParseResult parsed = Create(declare).Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Action is ParseErrorAction)
        {
            // the library lists choices line by line
            string[] lines = parsed.Errors[0].Message.Split(
                '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            string command = parsed.CommandResult.Command is DescribedCommand { Name: var name } ? $" {name}" : "";
            error.WriteLine($"rnngen: {string.Join(' ', lines).TrimEnd('.')}. See 'rnngen{command} --help'.");
            return Failed;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (Exception e) when (e is IOException or NotSupportedException or ArgumentException
            or UnauthorizedAccessException or OnnxException)
        {
            // the name of a parameter says nothing here
            string message = e is ArgumentException { ParamName: { } parameter }
                ? e.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal)
                : e.Message;
            error.WriteLine($"rnngen: {message}");
            return Failed;
        }
    }

    private static Command Create(ImportCommand.Declare? declare)
    {
        // no RootCommand, which would call itself by the name of the assembly
        var root = new Command(
            "rnngen",
            "Looks into weight files of recurrent networks, converts them between systems and compares them.\n\n"
                + "Files are safetensors or NumPy's .npz. The exit status is 2 where something could not be done.\n"
                + "'rnngen convert --help' has the details of a command, and examples.");
        var help = new HelpOption();
        help.Action = new DetailedHelp((HelpAction)help.Action!);
        root.Add(help);
        root.Add(new VersionOption());
        root.Add(InspectCommand.Create());
        root.Add(ConvertCommand.Create());
        root.Add(DiffCommand.Create());
        if (declare is not null)
            root.Add(ImportCommand.Create(declare));
        return root;
    }
}
