using System.CommandLine;

namespace RnnGen.Tool;

/// <summary>A command whose help has more than the sentence that stands in the list of all commands.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">The sentence.</param>
/// <param name="details">What one must know, a line each.</param>
/// <param name="examples">Command lines.</param>
internal sealed class DescribedCommand(
    string name, string description, string[] details, params string[] examples) : Command(name, description)
{
    /// <summary>Writes details and examples, below what every command's help has.</summary>
    public void WriteDetails(TextWriter output)
    {
        Write(output, "Details", details);
        Write(output, "Examples", examples);
    }

    private static void Write(TextWriter output, string head, string[] lines)
    {
        output.WriteLine($"{head}:");
        foreach (string line in lines)
            output.WriteLine($"  {line}");
        output.WriteLine();
    }
}
