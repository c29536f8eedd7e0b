using System.CommandLine;
using RnnGen.Onnx;

namespace RnnGen.Tool;

/// <summary><c>rnngen import model.onnx</c>: a model of another system as a declaration.</summary>
internal static class ImportCommand
{
    private const string DefaultName = "ImportedModel";

    /// <summary>Writes an ONNX model as the C# of a declaration.</summary>
    /// <param name="path">The ONNX model.</param>
    /// <param name="name">The class's name.</param>
    /// <param name="namespace">Its namespace, or null for none.</param>
    public delegate string Declare(string path, string name, string? @namespace);

    /// <summary>The command.</summary>
    /// <param name="declare">Makes the text.</param>
    public static Command Create(Declare declare)
    {
        var file = new Argument<string>("FILE") { Description = "An ONNX model." };
        var output = new Option<string?>("--output", "-o")
        {
            HelpName = "FILE",
            Description = "The C# file to write, which must not exist yet; without it the text is printed.",
        };
        var name = new Option<string?>("--name")
        {
            HelpName = "NAME",
            Description = $"The class's name. Without it that of --output's file, or {DefaultName}.",
        };
        var space = new Option<string?>("--namespace")
        {
            HelpName = "NAME",
            Description = "The class's namespace; without it none.",
        };
        var command = new DescribedCommand(
            "import",
            "Writes an ONNX model as the attributes that declare it in C#.",
            [
                "Models of LSTM, GRU, RNN, embedding and dense layers are read; what else there is in a graph is",
                "refused by name. The weights come with model.ImportOnnx(\"model.onnx\") of the package RnnGen.Onnx.",
            ],
            "rnngen import model.onnx",
            "rnngen import model.onnx --output Gesture.cs --namespace My.Models");
        command.Add(file);
        foreach (Option option in (Option[])[output, name, space])
            command.Add(option);
        command.SetAction(parsed =>
        {
            string? path = parsed.GetValue(output);
            string className = NameOf(parsed.GetValue(name), path);
            string text = declare(parsed.GetRequiredValue(file), className, NamespaceOf(parsed.GetValue(space)));
            if (path is not null)
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

    private static string NameOf(string? said, string? output)
    {
        if (said is null)
            return Path.GetFileNameWithoutExtension(output) is { } stem && CSharpName.Is(stem) ? stem : DefaultName;
        return CSharpName.Is(said)
            ? said
            : throw new ArgumentException($"--name is '{said}', which is no name of a class in C#.");
    }

    private static string? NamespaceOf(string? said) => said is null || said.Split('.').All(CSharpName.Is)
        ? said
        : throw new ArgumentException($"--namespace is '{said}', which is no namespace in C#.");
}
