using System.Globalization;
using System.Text;
using RnnGen;

namespace NameClassifier;

/// <summary>What a person wants to see of a model that guesses.</summary>
internal static class Report
{
    /// <summary>The languages that are most often taken for another.</summary>
    public static string Mistakes(ConfusionMatrix confusion, IReadOnlyList<string> languages, int count)
    {
        var mistakes =
            from target in Enumerable.Range(0, confusion.Classes)
            from predicted in Enumerable.Range(0, confusion.Classes)
            where target != predicted && confusion[target, predicted] > 0
            orderby confusion[target, predicted] descending
            select $"  {confusion[target, predicted],4}   {languages[target]} taken for {languages[predicted]}\n";
        return string.Concat(mistakes.Take(count));
    }

    /// <summary>A name with its three most probable languages.</summary>
    public static string Guesses(string name, ClassPrediction prediction)
    {
        var text = new StringBuilder($"  {name,-14}");
        foreach (ClassScore guess in prediction.Top(3))
            text.Append(CultureInfo.InvariantCulture, $"{guess.Label,12}{guess.Probability,7:P0}");
        return text.ToString();
    }
}
