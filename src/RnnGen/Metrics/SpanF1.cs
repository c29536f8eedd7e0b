using System.Globalization;

namespace RnnGen;

/// <summary>
/// The F1 score of spans, such as entities: a predicted span is right where it has the begin, the end and the type of a
/// target's. Spans are read from tags named "B-type", "I-type" and "O" (also "E-" and "S-") as conlleval does; an "I-"
/// that continues nothing begins a span, and any other name is outside. Steps of the ignored class are left out.
/// </summary>
public sealed class SpanF1 : Metric
{
    private readonly IReadOnlyList<string>? _ownNames;
    private readonly List<int> _targets = [];
    private readonly List<int> _predictions = [];
    private readonly List<(int Type, int Start, int End)> _targetSpans = [];
    private readonly List<(int Type, int Start, int End)> _predictedSpans = [];
    private IReadOnlyList<string>? _names;
    private SpanTags? _tags;
    private ClassScores? _scores;

    /// <summary>The score by given names, or by those of the items.</summary>
    /// <param name="classNames">The names of the classes; null for <see cref="MetricItem.ClassNames"/>.</param>
    public SpanF1(IReadOnlyList<string>? classNames = null)
    {
        _ownNames = classNames;
        if (classNames != null)
            Use(classNames, nameof(classNames));
    }

    /// <inheritdoc/>
    public override string Name => "span_f1";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <summary>The F1 score of all spans together; 0 where there is none.</summary>
    public override double Value =>
        _scores?.Total() is var (right, predicted, wanted) ? ClassScores.F1(right, predicted, wanted) : double.NaN;

    /// <summary>Share of the predicted spans that are right; NaN where nothing was added.</summary>
    public double Precision =>
        _scores?.Total() is var (right, predicted, _) ? ClassScores.Share(right, predicted) : double.NaN;

    /// <summary>Share of the targets' spans that are predicted; NaN where nothing was added.</summary>
    public double Recall =>
        _scores?.Total() is var (right, _, wanted) ? ClassScores.Share(right, wanted) : double.NaN;

    /// <summary>Precision, recall and score of every type of span that occurs.</summary>
    public override string? Details => _scores?.ToText(
        i => i < _tags?.Types.Count ? _tags.Types[i] : i.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override void Reset() => _scores = null;

    internal override string? Misfit(in MetricItem item)
    {
        if (item.Misfit(Name, classes: true, targets: false) is { } misfit)
            return misfit;
        if ((_ownNames ?? item.ClassNames) is not { } names)
            return $"has no ClassNames; {Name} needs them";
        if (!ReferenceEquals(names, _names) && new SpanTags(names).Misfit(names) is { } unnamed)
            return unnamed;
        return names.Count < item.ClassCount
            ? $"has {item.ClassCount} classes; {names.Count} class names are known"
            : null;
    }

    /// <inheritdoc/>
    public override void Add(in MetricItem item)
    {
        Check(item);
        SpanTags tags = Use((_ownNames ?? item.ClassNames)!, nameof(item));
        ReadTags(item);
        tags.Find(_targets, _targetSpans);
        tags.Find(_predictions, _predictedSpans);
        _scores ??= new ClassScores(tags.Types.Count);
        foreach ((int type, _, _) in _targetSpans)
            _scores.AddWanted(type);
        foreach ((int Type, int, int) span in _predictedSpans)
            _scores.AddPredicted(span.Type);
        CountRight(_scores);
    }

    /// <inheritdoc/>
    protected internal override double[] Save() => _scores == null ? [] : [.. _scores.Counts];

    /// <inheritdoc/>
    protected internal override void Restore(ReadOnlySpan<double> state)
    {
        RequireState(state.Length % 3 == 0 && (_tags == null || state.Length is 0 || Fits(state.Length, _tags)), state);
        _scores = state.Length == 0 ? null : new ClassScores(state);
    }

    private void ReadTags(in MetricItem item)
    {
        _targets.Clear();
        _predictions.Clear();
        for (int t = 0; t < item.Steps; t++)
        {
            if (item.ClassAt(t) is not { } target)
                continue;
            _targets.Add(target);
            _predictions.Add(item.PredictedAt(t));
        }
    }

    // Spans of one sequence do not overlap, so both lists are in the order of their ends.
    private void CountRight(ClassScores scores)
    {
        int i = 0;
        foreach ((int Type, int Start, int End) span in _predictedSpans)
        {
            while (i < _targetSpans.Count && _targetSpans[i].End < span.End)
                i++;
            if (i < _targetSpans.Count && _targetSpans[i] == span)
                scores.AddRight(span.Type);
        }
    }

    private SpanTags Use(IReadOnlyList<string> names, string argument)
    {
        if (_tags != null && ReferenceEquals(names, _names))
            return _tags;
        var tags = SpanTags.Of(names, argument);
        if (_scores != null && !Fits(_scores.Counts.Length, tags))
        {
            throw new ArgumentException(
                $"{argument} has {tags.Types.Count} types of spans; those before have {_scores.Classes}.", argument);
        }

        (_names, _tags) = (names, tags);
        return tags;
    }

    private static bool Fits(int counts, SpanTags tags) => counts == tags.Types.Count * 3;
}
