using System.Text;
using RnnGen;

namespace PartOfSpeechTagger;

/// <summary>Words with their tags below, for people.</summary>
internal static class TaggedText
{
    /// <summary>Two lines, each tag below its word.</summary>
    public static string Align(IReadOnlyList<string> words, TagsPrediction tags)
    {
        StringBuilder above = new("  "), below = new("  ");
        foreach ((string word, string tag) in words.Zip(tags.Labels))
        {
            int width = Math.Max(word.Length, tag.Length) + 2;
            above.Append(word.PadRight(width));
            below.Append(tag.PadRight(width));
        }

        return $"{above.ToString().TrimEnd()}\n{below.ToString().TrimEnd()}\n";
    }
}
