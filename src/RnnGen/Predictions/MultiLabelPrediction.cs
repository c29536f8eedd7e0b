namespace RnnGen;

/// <summary>Any number of classes: what a model with binary cross-entropy and several outputs predicts.</summary>
public sealed class MultiLabelPrediction
{
    private readonly ClassLabels _labels;

    internal MultiLabelPrediction(ClassLabels labels, double[] probabilities)
    {
        _labels = labels;
        Probabilities = Array.AsReadOnly(probabilities);
        int[] classes =
        [
            .. Enumerable.Range(0, probabilities.Length)
                .Where(i => probabilities[i] >= BinaryPrediction.Threshold),
        ];
        Classes = Array.AsReadOnly(classes);
        Labels = Array.AsReadOnly(Array.ConvertAll(classes, c => labels[c]));
    }

    /// <summary>The probability of each class, independent of the others. [O]</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>The classes with a probability of at least 0.5, ascending.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>Their names, or their numbers where the model has no <see cref="Model.ClassNames"/>.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Names and probabilities, such as "rain (98.1 %), wind (51.0 %)"; "none" where there is none.</summary>
    public override string ToString() => Classes.Count == 0
        ? "none"
        : string.Join(", ", Classes.Select(c => _labels.Print(c, Probabilities[c])));
}
