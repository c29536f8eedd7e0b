using RnnGen.Data;
using Samples;

namespace ShakespeareLetters;

/// <summary>Reads a text of the letters that the model knows.</summary>
internal static class TextFile
{
    /// <summary>The text, whatever its lines end in; of so many letters at least.</summary>
    public static string Read(string path, int least)
    {
        string text = File.ReadAllText(path).ReplaceLineEndings("\n");
        int other = text.AsSpan().IndexOfAnyExcept(Alphabet.All);
        if (other >= 0)
        {
            int line = text.AsSpan(0, other).Count('\n') + 1, column = other - text.LastIndexOf('\n', other);
            throw new DataFormatException(
                path, line, column, $"U+{(int)text[other]:X4} is none of the {Alphabet.All.Length} letters and signs.");
        }

        DataFiles.Require(path, text.Length, least, "letters");
        return text;
    }
}
