using System.Globalization;
using System.Text.RegularExpressions;

namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>Counts over the text of a kernel in PTX.</summary>
internal sealed partial class PtxText
{
    private readonly string[] _lines;

    public PtxText(string text)
    {
        Text = text;
        _lines = [.. text.Split('\n').Select(static line => line.Trim())];
    }

    public string Text { get; }

    /// <summary>Instructions: lines that end one, which are no directives.</summary>
    public int Instructions
        => _lines.Count(static line => line.EndsWith(';') && !line.StartsWith('.') && !line.StartsWith('}'));

    /// <summary>Calls of other functions.</summary>
    public int Calls => _lines.Count(static line => CallPattern().IsMatch(line));

    /// <summary>Branches to a label that stands before them: a loop each.</summary>
    public int Loops
    {
        get
        {
            var labels = new HashSet<string>(StringComparer.Ordinal);
            int loops = 0;
            foreach (string line in _lines)
            {
                if (LabelPattern().Match(line) is { Success: true } label)
                    labels.Add(label.Groups[1].Value);
                else if (BranchPattern().Match(line) is { Success: true } branch
                    && labels.Contains(branch.Groups[1].Value))
                    loops++;
            }

            return loops;
        }
    }

    /// <summary>Bytes of shared memory.</summary>
    public long SharedBytes => SharedPattern().Matches(Text).Sum(static match =>
        Size(match.Groups[1].Value) * long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));

    /// <summary>Registers declared, by their type.</summary>
    public IReadOnlyDictionary<string, int> Registers => RegisterPattern().Matches(Text)
        .GroupBy(static match => match.Groups[1].Value, StringComparer.Ordinal)
        .ToDictionary(
            static group => group.Key,
            static group => group.Sum(static match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)),
            StringComparer.Ordinal);

    /// <summary>How many instructions begin so.</summary>
    public int Count(string opcode) => _lines.Count(line => line.StartsWith(opcode, StringComparison.Ordinal));

    private static int Size(string type) => int.Parse(type.AsSpan(1), CultureInfo.InvariantCulture) / 8;

    [GeneratedRegex(@"^(@!?%\w+ )?call[. ]")]
    private static partial Regex CallPattern();

    [GeneratedRegex(@"^([\w$]+):")]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"^(?:@!?%\w+\s+)?bra(?:\.uni)?\s+([\w$]+);")]
    private static partial Regex BranchPattern();

    [GeneratedRegex(@"\.shared \.align \d+ \.(\w+) [^;\[]*\[(\d+)\]")]
    private static partial Regex SharedPattern();

    [GeneratedRegex(@"\.reg \.(\w+)\s+%\w+<(\d+)>")]
    private static partial Regex RegisterPattern();
}
