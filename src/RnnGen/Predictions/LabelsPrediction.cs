namespace RnnGen;

/// <summary>A list of labels that no step is assigned to: what a model with CTC predicts.</summary>
public sealed class LabelsPrediction
{
    internal LabelsPrediction(ClassLabels labels, int[] classes)
    {
        Classes = Array.AsReadOnly(classes);
        Labels = Array.AsReadOnly(Array.ConvertAll(classes, c => labels[c]));
    }

    /// <summary>The labels' classes, in order.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>Their names, or their numbers where the model has no <see cref="Model.ClassNames"/>.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The labels, such as "c a t".</summary>
    public override string ToString() => string.Join(' ', Labels);
}
