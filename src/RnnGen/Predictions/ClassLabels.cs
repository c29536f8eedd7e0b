using System.Globalization;

namespace RnnGen;

/// <summary>Names of classes at the time of a prediction: the model's, or their numbers.</summary>
internal sealed class ClassLabels(IReadOnlyList<string>? names)
{
    public string this[int index] =>
        names != null ? names[index] : index.ToString(CultureInfo.InvariantCulture);

    /// <summary>A class with its probability, as text.</summary>
    public string Print(int index, double probability) =>
        string.Create(CultureInfo.InvariantCulture, $"{this[index]} ({100 * probability:0.0} %)");
}
