using System.Text;
using RnnGen;

namespace Translator;

/// <summary>Where the decoder looked while it said a sentence.</summary>
internal static class AttentionMap
{
    private const string Shades = " ░▒▓█";

    /// <summary>A line for each word that is said, a column for each one that is read; dark is much.</summary>
    public static string Draw(EnglishToFrench model, string english, IReadOnlyList<int> said)
    {
        int[] read = model.Vocabulary!.Encode(english);
        int[] previous = [model.Info.Step!.Start, .. said];
        using Pass<float> pass = model.CreatePass();
        pass.Forward(Batch<float>.FromTokens(read, rows: 1, read.Length) with
        {
            MoreInputs = new Dictionary<string, BatchInput<float>>
            {
                ["previous"] = BatchInput<float>.FromTokens(previous, previous.Length),
            },
        }, training: false);
        ReadOnlySpan<float> weights = pass.Alignment("attend");     // [1, said and end, read]

        string[] words = Array.ConvertAll(model.Vocabulary.Decode(read), static word => word.Trim());
        string[] lines = [.. said.Select(token => model.ClassNames![token].Trim()), "<end>"];
        int margin = lines.Max(static line => line.Length);
        var map = new StringBuilder().Append(' ', margin + 4).AppendJoin("  ", words);
        for (int i = 0; i < lines.Length; i++)
        {
            map.AppendLine().Append("  ").Append(lines[i].PadLeft(margin)).Append("  ");
            for (int j = 0; j < words.Length; j++)
            {
                float weight = weights[(i * words.Length) + j];
                map.Append(Shades[(int)MathF.Round(weight * (Shades.Length - 1))], words[j].Length).Append("  ");
            }
        }

        return map.ToString();
    }
}
