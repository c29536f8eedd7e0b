namespace RnnGen;

/// <summary>The class of a sequence: what a model with cross-entropy and one output a sequence predicts.</summary>
public sealed class ClassPrediction
{
    private readonly ClassLabels _labels;
    private readonly double[] _probabilities;

    internal ClassPrediction(ClassLabels labels, double[] probabilities)
    {
        _labels = labels;
        _probabilities = probabilities;
        Class = MostProbable(probabilities);
        Probabilities = Array.AsReadOnly(probabilities);
    }

    /// <summary>The most probable class, 0 to O - 1; the lowest of equals.</summary>
    public int Class { get; }

    /// <summary>Its name, or its number where the model has no <see cref="Model.ClassNames"/>.</summary>
    public string Label => _labels[Class];

    /// <summary>Its probability.</summary>
    public double Probability => _probabilities[Class];

    /// <summary>The probability of each class; they sum to 1. [O]</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>The most probable class's name and probability.</summary>
    /// <param name="label">Its name.</param>
    /// <param name="probability">Its probability.</param>
    public void Deconstruct(out string label, out double probability) =>
        (label, probability) = (Label, Probability);

    /// <summary>The most probable classes in descending order.</summary>
    /// <param name="count">How many, at least 1; all where there are fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public IReadOnlyList<ClassScore> Top(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return
        [
            .. Enumerable.Range(0, _probabilities.Length)
                .OrderByDescending(i => _probabilities[i])
                .Take(count)
                .Select(i => new ClassScore(i, _labels[i], _probabilities[i])),
        ];
    }

    /// <summary>Name and probability, such as "walking (97.3 %)".</summary>
    public override string ToString() => _labels.Print(Class, Probability);

    internal static int MostProbable(double[] probabilities)
    {
        int most = 0;
        for (int i = 1; i < probabilities.Length; i++)
        {
            if (probabilities[i] > probabilities[most])
                most = i;
        }

        return most;
    }
}
