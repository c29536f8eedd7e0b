namespace RnnGen;

/// <summary>One row's outputs with its targets, for a <see cref="Metric"/>.</summary>
public readonly ref struct MetricItem
{
    /// <summary>An item whose <see cref="IgnoreIndex"/> is -100.</summary>
    public MetricItem() => IgnoreIndex = -100;

    /// <summary>The model's outputs at the valid steps; logits where it predicts classes. [Steps, Width]</summary>
    public required ReadOnlySpan<double> Outputs { get; init; }

    /// <summary>Number of valid steps; 1 where the model reads out once.</summary>
    public required int Steps { get; init; }

    /// <summary>Number of outputs of a step, at least 1.</summary>
    public required int Width { get; init; }

    /// <summary>The target classes, or empty. [Steps]</summary>
    public ReadOnlySpan<int> Classes { get; init; }

    /// <summary>
    /// The predicted classes where they are not those of the largest outputs, such as the path of a CRF; else empty.
    /// [Steps]
    /// </summary>
    public ReadOnlySpan<int> Predicted { get; init; }

    /// <summary>
    /// Whether the classes, target and predicted, are lists of their own lengths that no step is assigned to (CTC).
    /// </summary>
    public bool HasLists { get; init; }

    /// <summary>The target values, or empty. [Steps, Width]</summary>
    public ReadOnlySpan<double> Targets { get; init; }

    /// <summary>The class of steps that do not count; -100 by default.</summary>
    public int IgnoreIndex { get; init; }

    /// <summary>The names of the classes, if they are known.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Number of classes that the outputs tell apart: one output is the logit of class 1 against class 0.
    /// </summary>
    internal int ClassCount => Width == 1 ? 2 : Width;

    /// <summary>Whether the targets are values, one an output.</summary>
    internal bool HasTargets => Classes.IsEmpty && !Targets.IsEmpty;

    internal ReadOnlySpan<double> OutputsAt(int step) => Outputs.Slice(step * Width, Width);

    /// <summary>
    /// The predicted class; without one given that with the largest output, of equal ones the first, and with one
    /// output, whether it is above 0.
    /// </summary>
    internal int PredictedAt(int step)
    {
        if (!Predicted.IsEmpty)
            return Predicted[step];
        ReadOnlySpan<double> outputs = OutputsAt(step);
        if (Width == 1)
            return outputs[0] > 0 ? 1 : 0;
        int best = 0;
        for (int j = 1; j < outputs.Length; j++)
        {
            // A NaN is no prediction: any number is better.
            if (outputs[j] > outputs[best] || (double.IsNaN(outputs[best]) && !double.IsNaN(outputs[j])))
                best = j;
        }

        return best;
    }

    /// <summary>The target class of a step; null where it does not count.</summary>
    internal int? ClassAt(int step) => Classes[step] == IgnoreIndex ? null : Classes[step];

    /// <summary>Throws where the sizes do not fit or a class is none.</summary>
    internal void CheckSizes()
    {
        const string argument = "item";
        if (Width < 1 || Steps < 0)
        {
            throw new ArgumentException(
                $"item has {Steps} steps of width {Width}; at least 0 steps of width 1 are needed.", argument);
        }

        RequireLength(Outputs.Length, (long)Steps * Width, nameof(Outputs));
        if (!Classes.IsEmpty)
            RequireLength(Classes.Length, Steps, nameof(Classes));
        if (!Predicted.IsEmpty)
            RequireLength(Predicted.Length, Steps, nameof(Predicted));
        if (!Targets.IsEmpty)
            RequireLength(Targets.Length, (long)Steps * Width, nameof(Targets));
        foreach (int target in Classes)
            Require.Class(target, ClassCount, IgnoreIndex, argument);
    }

    /// <summary>What the item lacks that a metric of steps needs, for <see cref="Metric.Misfit"/>; or null.</summary>
    internal string? Misfit(string metric, bool classes, bool targets)
    {
        if (HasLists)
            return $"has lists of labels; {metric} compares steps, and LabelErrorRate lists";
        if (Steps == 0 || (classes && !Classes.IsEmpty) || (targets && !Targets.IsEmpty))
            return null;
        string needed = classes && targets ? "Classes or Targets" : classes ? "Classes" : "Targets";
        return $"has no {needed}; {metric} needs them";
    }

    /// <summary>As <see cref="Misfit"/>, for a metric of the outputs as scores of the classes.</summary>
    internal string? ScoresMisfit(string metric)
    {
        if (Misfit(metric, classes: true, targets: false) is { } misfit)
            return misfit;
        if (Width < 2)
            return $"has width {Width}; {metric} needs an output a class";
        return Predicted.IsEmpty
            ? null
            : $"has classes predicted by more than its outputs, as [Crf] does; {metric} reads scores of classes";
    }

    private void RequireLength(int actual, long expected, string member)
    {
        if (actual != expected)
        {
            throw new ArgumentException(
                $"item has {actual} elements in {member}; {Steps} steps of width {Width} need {expected}.", "item");
        }
    }
}
