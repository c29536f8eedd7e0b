using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Makes one batch after the other of samples, in memory of its own that it uses again: a batch lives until the next.
/// Samples are in the user's units, batches in the network's.
/// </summary>
internal sealed class BatchBuilder<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly ModelInfo _info;
    private readonly Batch<T> _batch;
    private T[] _features = [];
    private int[] _tokens = [];
    private int[] _lengths = [];
    private int[] _classes = [];
    private int[] _classCounts = [];
    private T[] _targets = [];
    private T[] _weights = [];

    public BatchBuilder(Model<T> model)
    {
        _model = model;
        _info = model.Info;
        _batch = Batch<T>.FromTokens(new int[1], 1, 1);
    }

    private bool HasLists => _model.Loss is { HasOwnTargetLengths: true };

    /// <summary>Makes room for batches up to this size.</summary>
    /// <exception cref="ArgumentException">No array holds a batch of this size.</exception>
    public void Reserve(int rows, int steps)
    {
        int outputSteps = _info.OutputPerStep ? steps : 1;
        bool readsClasses = _model.Loss?.ReadsClasses ?? false;
        int features = Size(rows, steps, _info.Features);
        int tokens = Size(rows, steps, _info.Vocabulary > 0 ? 1 : 0);
        int classes = Size(rows, outputSteps, readsClasses && !HasLists ? 1 : 0);
        int targets = Size(rows, outputSteps, _model.Loss == null || readsClasses ? 0 : _info.Outputs);
        Grow(ref _lengths, rows);
        Grow(ref _weights, rows);
        Grow(ref _features, features);
        Grow(ref _tokens, tokens);
        Grow(ref _classes, classes);
        Grow(ref _targets, targets);
    }

    /// <summary>Makes a batch of samples, its rows in their order.</summary>
    /// <param name="samples">The samples, at least one.</param>
    /// <param name="withTargets">Whether targets are needed.</param>
    /// <exception cref="ArgumentException">A sample does not fit the model; the message has its number.</exception>
    public Batch<T> Build(ReadOnlySpan<NumberedSample<T>> samples, bool withTargets = true)
    {
        foreach (NumberedSample<T> item in samples)
            SampleChecks<T>.Fits(_model, item, withTargets);
        return Fill(samples, withTargets, default);
    }

    /// <summary>Makes a batch, with targets, of pieces of samples that have been checked.</summary>
    /// <param name="pieces">The pieces, at least one.</param>
    /// <param name="states">What they start with, one state after the other.</param>
    public Batch<T> BuildPieces(ReadOnlySpan<NumberedSample<T>> pieces, ReadOnlyMemory<T> states) =>
        Fill(pieces, withTargets: true, states);

    private Batch<T> Fill(ReadOnlySpan<NumberedSample<T>> samples, bool withTargets, ReadOnlyMemory<T> states)
    {
        int steps = 0, longest = 0;
        bool isWeighted = false;
        foreach (NumberedSample<T> item in samples)
        {
            steps = Math.Max(steps, item.Steps);
            longest = Math.Max(longest, item.Sample.Classes.Length);
            isWeighted |= item.Sample.Weight != 1;
        }

        int rows = samples.Length;
        Reserve(rows, steps);
        int classStep = HasLists ? longest : _info.OutputPerStep ? steps : 1;
        if (HasLists)
            Grow(ref _classes, Size(rows, longest, 1));
        Grow(ref _classCounts, rows);
        for (int row = 0; row < rows; row++)
        {
            NumberedSample<T> item = samples[row];
            _lengths[row] = item.Steps;
            _weights[row] = T.CreateChecked(item.Sample.Weight);
            WriteInputs(item, row, steps);
            if (withTargets)
                WriteTargets(item, row, steps, classStep);
        }

        bool readsClasses = _model.Loss?.ReadsClasses ?? false;
        int outputs = rows * (_info.OutputPerStep ? steps : 1);
        _batch.Refill(rows, steps, _lengths.AsMemory(0, rows), states);
        if (_info.Vocabulary > 0)
            _batch.RefillTokens(_tokens.AsMemory(0, rows * steps));
        else
            _batch.RefillFeatures(_features.AsMemory(0, rows * steps * _info.Features));
        _batch.RefillTargets(
            withTargets && readsClasses ? _classes.AsMemory(0, rows * classStep) : default,
            withTargets && !readsClasses ? _targets.AsMemory(0, outputs * _info.Outputs) : default,
            withTargets && isWeighted ? _weights.AsMemory(0, rows) : default);
        _batch.RefillClassCounts(withTargets && HasLists ? _classCounts.AsMemory(0, rows) : default);
        return _batch;
    }

    private void WriteInputs(NumberedSample<T> item, int row, int steps)
    {
        if (_info.Vocabulary > 0)
        {
            item.Sample.Tokens.Span.Slice(item.First, item.Steps).CopyTo(_tokens.AsSpan(row * steps));
            return;
        }

        int width = steps * _info.Features;
        int length = item.Steps * _info.Features;
        Span<T> features = _features.AsSpan(row * width, length);
        item.Sample.Features.Span.Slice(item.First * _info.Features, length).CopyTo(features);
        _model.InputScaler?.TransformAll<T>(features, features);
    }

    private void WriteTargets(NumberedSample<T> item, int row, int steps, int classStep)
    {
        int outputs = _info.OutputPerStep ? steps : 1;
        int count = _info.OutputPerStep ? item.Steps : 1;
        if (_model.Loss!.ReadsClasses)
        {
            // Lists of classes belong to whole samples, other classes to the steps of a piece.
            ReadOnlySpan<int> classes = item.Sample.Classes.Span;
            _classCounts[row] = classes.Length;
            if (!HasLists)
                classes = classes.Slice(item.First, count);
            classes.CopyTo(_classes.AsSpan(row * classStep));
            return;
        }

        int width = _info.Outputs;
        Span<T> targets = _targets.AsSpan(row * outputs * width, count * width);
        item.Sample.Targets.Span.Slice(item.First * width, count * width).CopyTo(targets);
        _model.TargetScaler?.TransformAll<T>(targets, targets);
    }

    private static int Size(int rows, int steps, int width)
    {
        long vectors = (long)rows * steps;
        if (width == 0 || vectors <= Array.MaxLength / width)
            return (int)(width == 0 ? 0 : vectors * width);
        throw new ArgumentException(
            $"A batch of {rows} rows x {steps} steps x {width} numbers is more than the {Array.MaxLength} that an "
                + "array holds: make BatchSize smaller.", "BatchSize");
    }

    private static void Grow<TItem>(ref TItem[] array, int length)
    {
        if (array.Length < length)
            array = new TItem[length];
    }
}
