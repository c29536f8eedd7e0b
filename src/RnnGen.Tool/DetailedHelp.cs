using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace RnnGen.Tool;

/// <summary>The help of a command, with its details and examples.</summary>
internal sealed class DetailedHelp(HelpAction usual) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        int status = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is DescribedCommand command)
            command.WriteDetails(parseResult.InvocationConfiguration.Output);
        return status;
    }
}
