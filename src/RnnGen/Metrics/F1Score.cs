using System.Globalization;

namespace RnnGen;

/// <summary>
/// The F1 score: the harmonic mean of precision and recall. With classes, or with one output, each step has one class;
/// with target values and several outputs, each output is a label of its own, predicted where its logit is above 0. A
/// score that would be 0 / 0 is 0.
/// </summary>
public sealed class F1Score : Metric
{
    private readonly F1Average _average;
    private readonly int _positiveClass;
    private ClassScores? _scores;
    private IReadOnlyList<string>? _names;
    private bool _labels;

    /// <summary>The score with a way to average.</summary>
    /// <param name="average">How classes are averaged.</param>
    /// <param name="positiveClass">
    /// The class that <see cref="F1Average.Binary"/> scores; part of the name unless it is 1.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The average is none, or the class negative.</exception>
    public F1Score(F1Average average = F1Average.Macro, int positiveClass = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(positiveClass);
        Name = average switch
        {
            F1Average.Macro => "f1_macro",
            F1Average.Micro => "f1_micro",
            F1Average.Weighted => "f1_weighted",
            F1Average.Binary => positiveClass == 1 ? "f1" : $"f1_class{positiveClass}",
            _ => throw new ArgumentOutOfRangeException(nameof(average), average, $"average is {(int)average}."),
        };
        _average = average;
        _positiveClass = positiveClass;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            if (_scores == null || (!_labels && _scores.Total().Wanted == 0))
                return double.NaN;
            return _average switch
            {
                F1Average.Macro => Macro(_scores),
                F1Average.Weighted => Weighted(_scores),
                F1Average.Binary => _scores.F1Of(_positiveClass),
                _ => Micro(_scores),
            };
        }
    }

    /// <summary>Precision, recall and score of every class that occurs.</summary>
    public override string? Details => _scores?.ToText(
        i => i < _names?.Count ? _names[i] : i.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override void Reset() => _scores = null;

    internal override string? Misfit(in MetricItem item)
    {
        if (item.Misfit(Name, classes: true, targets: true) is { } misfit)
            return misfit;
        int classes = HasLabels(item) ? item.Width : item.ClassCount;
        return _average == F1Average.Binary && item.Steps > 0 && _positiveClass >= classes
            ? $"has {classes} classes; the positive class of {Name} is {_positiveClass}"
            : null;
    }

    /// <inheritdoc/>
    public override void Add(in MetricItem item)
    {
        Check(item);
        if (item.Steps == 0)
            return;
        bool labels = HasLabels(item);
        ClassScores scores = Prepare(item, labels);
        _names = item.ClassNames ?? _names;
        if (labels)
        {
            for (int i = 0; i < item.Targets.Length; i++)
                Count(scores, i % item.Width, item.Outputs[i] > 0, item.Targets[i] > 0.5);
            return;
        }

        for (int t = 0; t < item.Steps; t++)
        {
            int? target = item.HasTargets ? (item.Targets[t] > 0.5 ? 1 : 0) : item.ClassAt(t);
            if (target is not { } wanted)
                continue;
            int predicted = item.PredictedAt(t);
            scores.AddWanted(wanted);
            scores.AddPredicted(predicted);
            if (wanted == predicted)
                scores.AddRight(wanted);
        }
    }

    /// <inheritdoc/>
    protected internal override double[] Save() => _scores == null ? [] : [_labels ? 1 : 0, .. _scores.Counts];

    /// <inheritdoc/>
    protected internal override void Restore(ReadOnlySpan<double> state)
    {
        RequireState(state.Length % 3 == 1 || state.Length == 0, state);
        _scores = state.Length == 0 ? null : new ClassScores(state[1..]);
        _labels = state.Length > 0 && state[0] != 0;
    }

    private ClassScores Prepare(in MetricItem item, bool labels)
    {
        int classes = labels ? item.Width : item.ClassCount;
        if (_scores == null)
        {
            _scores = new ClassScores(classes);
            _labels = labels;
        }

        if (_scores.Classes != classes || _labels != labels)
        {
            throw new ArgumentException(
                $"item has {classes} {(labels ? "labels" : "classes")}; those before have {_scores.Classes} "
                + $"{(_labels ? "labels" : "classes")}.",
                nameof(item));
        }

        return _scores;
    }

    private static bool HasLabels(in MetricItem item) => item.HasTargets && item.Width > 1;

    private static void Count(ClassScores scores, int label, bool predicted, bool wanted)
    {
        if (predicted)
            scores.AddPredicted(label);
        if (wanted)
            scores.AddWanted(label);
        if (predicted && wanted)
            scores.AddRight(label);
    }

    private double Macro(ClassScores scores)
    {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < scores.Classes; i++)
        {
            // Labels all count; a class that nobody wanted and nobody predicted is none of the problem's.
            if (!_labels && scores.PredictedOf(i) + scores.WantedOf(i) == 0)
                continue;
            sum += scores.F1Of(i);
            count++;
        }

        return sum / count;
    }

    private static double Weighted(ClassScores scores)
    {
        double sum = 0;
        for (int i = 0; i < scores.Classes; i++)
            sum += scores.F1Of(i) * scores.WantedOf(i);
        return ClassScores.Share(sum, scores.Total().Wanted);
    }

    private static double Micro(ClassScores scores)
    {
        (double right, double predicted, double wanted) = scores.Total();
        return ClassScores.F1(right, predicted, wanted);
    }
}
