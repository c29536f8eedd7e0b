using System.Text;
using RnnGen;
using RnnGen.Plots;

namespace Translator;

/// <summary>Where the decoder looked while it said a sentence.</summary>
/// <param name="Read">The words that were read.</param>
/// <param name="Said">The words that were said, and the end.</param>
/// <param name="Weights">How much of each word that was read went into each word that was said. [said, read]</param>
internal sealed record AttentionMap(string[] Read, string[] Said, float[] Weights)
{
    private const string Shades = " ░▒▓█";

    /// <summary>Runs a model over a sentence and what it said of it.</summary>
    public static AttentionMap Of(EnglishToFrench model, string english, IReadOnlyList<int> said)
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
        return new AttentionMap(
            Array.ConvertAll(model.Vocabulary.Decode(read), static word => word.Trim()),
            [.. said.Select(token => model.ClassNames![token].Trim()), "<end>"],
            pass.Alignment("attend").ToArray());
    }

    /// <summary>A line for each word that is said, a column for each one that is read; dark is much.</summary>
    public override string ToString()
    {
        int margin = Said.Max(static line => line.Length);
        var map = new StringBuilder().Append(' ', margin + 4).AppendJoin("  ", Read);
        for (int i = 0; i < Said.Length; i++)
        {
            map.AppendLine().Append("  ").Append(Said[i].PadLeft(margin)).Append("  ");
            for (int j = 0; j < Read.Length; j++)
            {
                float weight = Weights[(i * Read.Length) + j];
                map.Append(Shades[(int)MathF.Round(weight * (Shades.Length - 1))], Read[j].Length).Append("  ");
            }
        }

        return map.ToString();
    }

    /// <summary>The same as a picture.</summary>
    public Picture Draw() => Plot.Attention<float>(Weights, Said, Read, new PlotOptions
    {
        Title = "Where the decoder looks",
        X = "English, as read",
        Y = "French, as said",
    });
}
