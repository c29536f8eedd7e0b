using System.CommandLine;

namespace RnnGen.Tool;

/// <summary><c>rnngen import model.onnx</c>: a model of another system as a declaration.</summary>
internal static class ImportCommand
{
    /// <summary>The command.</summary>
    /// <param name="declare">From the path of an ONNX model to the C# of a declaration.</param>
    public static Command Create(Func<string, string> declare)
    {
        var file = new Argument<string>("FILE") { Description = "An ONNX model." };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The C# file to write, which must not exist yet; without it the text is printed.",
        };
        var command = new Command("import", "Writes an ONNX model as the attributes that declare it in C#.");
        command.Add(file);
        command.Add(output);
        command.SetAction(parsed =>
        {
            string text = declare(parsed.GetRequiredValue(file));
            if (parsed.GetValue(output) is { } path)
            {
                using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                using var writer = new StreamWriter(stream);
                writer.Write(text);
            }
            else
            {
                parsed.InvocationConfiguration.Output.Write(text);
            }

            return ToolCommand.Done;
        });
        return command;
    }
}
