using System.Collections;

namespace RnnGen;

/// <summary>
/// A class at each step: what a model with cross-entropy and an output a step predicts, or with a CRF. As a list it
/// gives the predicted class of each step: the most probable one, with a CRF that on the most probable path.
/// </summary>
public sealed class TagsPrediction : IReadOnlyList<ClassScore>
{
    private readonly ClassLabels _labels;
    private readonly double[][] _probabilities;
    private readonly int[] _classes;

    internal TagsPrediction(ClassLabels labels, double[][] probabilities)
        : this(labels, probabilities, Array.ConvertAll(probabilities, ClassPrediction.MostProbable))
    {
    }

    internal TagsPrediction(ClassLabels labels, double[][] probabilities, int[] classes)
    {
        _labels = labels;
        _probabilities = probabilities;
        _classes = classes;
        Classes = Array.AsReadOnly(_classes);
        Labels = Array.AsReadOnly(Array.ConvertAll(_classes, c => labels[c]));
    }

    /// <summary>Number of steps T.</summary>
    public int Count => _classes.Length;

    /// <summary>The predicted class of each step. [T]</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>Their names, or their numbers where the model has no <see cref="Model.ClassNames"/>. [T]</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>
    /// The spans that the labels write, such as entities: none where no label begins with "B-", "I-", "E-" or "S-".
    /// </summary>
    public IReadOnlyList<TagSpan> Spans => TagSpan.Read(Labels);

    /// <summary>The predicted class of a step.</summary>
    /// <param name="index">The step.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public ClassScore this[int index]
    {
        get
        {
            int most = _classes[Check(index)];
            return new ClassScore(most, _labels[most], _probabilities[index][most]);
        }
    }

    /// <summary>The probability of each class at a step; they sum to 1. [O]</summary>
    /// <param name="step">The step.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public IReadOnlyList<double> Probabilities(int step) => Array.AsReadOnly(_probabilities[Check(step)]);

    /// <inheritdoc/>
    public IEnumerator<ClassScore> GetEnumerator()
    {
        for (int t = 0; t < Count; t++)
            yield return this[t];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The labels, such as "noun verb noun".</summary>
    public override string ToString() => string.Join(' ', Labels);

    private int Check(int step) => (uint)step < (uint)Count
        ? step
        : throw new ArgumentOutOfRangeException(nameof(step), step, $"step is {step}; there are {Count} steps.");
}
