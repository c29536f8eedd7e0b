using System.Text;

namespace Samples;

/// <summary>
/// Makes sentences by rules, for a sample that brings no data set along. A rule is a name with its alternatives; a name
/// in braces within an alternative stands for one of that rule's.
/// </summary>
internal sealed class Grammar(IReadOnlyDictionary<string, string[]> rules)
{
    /// <summary>Some different sentences; the same seed gives the same ones.</summary>
    /// <param name="start">The rule to begin with.</param>
    /// <param name="count">How many; the rules must allow as many.</param>
    /// <param name="seed">What the choices are drawn from.</param>
    public IReadOnlyList<string> Sentences(string start, int count, int seed)
    {
        var random = new Random(seed);
        var sentences = new HashSet<string>(count);
        while (sentences.Count < count)
            sentences.Add(Expand(start, random));
        return [.. sentences];
    }

    private string Expand(string name, Random random)
    {
        string[] alternatives = rules[name];
        ReadOnlySpan<char> rest = alternatives[random.Next(alternatives.Length)];
        var text = new StringBuilder();
        for (int open = rest.IndexOf('{'); open >= 0; open = rest.IndexOf('{'))
        {
            int close = rest.IndexOf('}');
            text.Append(rest[..open]).Append(Expand(rest[(open + 1)..close].ToString(), random));
            rest = rest[(close + 1)..];
        }

        return text.Append(rest).ToString();
    }
}
