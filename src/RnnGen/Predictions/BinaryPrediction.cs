using System.Globalization;

namespace RnnGen;

/// <summary>Yes or no: what a model with binary cross-entropy and one output predicts.</summary>
/// <param name="IsPositive">Whether the probability is at least 0.5.</param>
/// <param name="Probability">Probability of the positive class.</param>
public readonly record struct BinaryPrediction(bool IsPositive, double Probability)
{
    internal const double Threshold = 0.5;

    private readonly string? _label;

    /// <summary>
    /// The name of the class. From two <see cref="Model.ClassNames"/>: the negative's or the positive's; from one: the
    /// positive's, or "not" and that; without any: "1" or "0".
    /// </summary>
    public string Label
    {
        get => _label ?? (IsPositive ? "1" : "0");
        internal init => _label = value;
    }

    /// <summary>Name and its class's probability, such as "spam (97.3 %)".</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Label} ({100 * (IsPositive ? Probability : 1 - Probability):0.0} %)");
}
