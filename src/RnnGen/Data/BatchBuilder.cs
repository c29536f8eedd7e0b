using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Makes one batch after the other of samples, in memory of its own that it uses again: a batch lives until the next.
/// Each axis is as long as its longest row. Samples are in the user's units, batches in the network's.
/// </summary>
internal sealed class BatchBuilder<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly ModelInfo _info;
    private readonly InputBuilder<T>[] _inputs;
    private readonly TargetBuilder<T>[] _targets; // of the heads with a loss
    private readonly Dictionary<string, BatchInput<T>> _moreInputs = [];
    private readonly Dictionary<string, BatchTarget<T>> _moreTargets = [];
    private readonly int[][] _lengths; // by axis
    private readonly int[] _longest; // by axis
    private readonly Batch<T> _batch;

    public BatchBuilder(Model<T> model)
    {
        _model = model;
        _info = model.Info;
        _inputs = [.. _info.Inputs.Select((_, input) => new InputBuilder<T>(model, input))];
        _targets = [.. Enumerable.Range(0, _info.Heads.Count).Where(head => model.Losses[head] != null)
            .Select(head => new TargetBuilder<T>(model, head))];
        _lengths = [.. _info.Axes.Select(static _ => Array.Empty<int>())];
        _longest = new int[_info.Axes.Count];
        Batch<T> batch = _info.Inputs[0].PerStep
            ? Batch<T>.FromTokens(new int[1], 1, 1)
            : Batch<T>.FromVectors(new T[1], 1);
        _batch = batch with { MoreInputs = _moreInputs, MoreTargets = _moreTargets };
    }

    /// <summary>Makes room for batches up to this size, on each axis.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="steps">Steps.</param>
    /// <param name="labels">Target classes of a row, where they have lengths of their own.</param>
    /// <exception cref="ArgumentException">No array holds a batch of this size.</exception>
    public void Reserve(int rows, int steps, int labels = 0)
    {
        for (int axis = 0; axis < _lengths.Length; axis++)
            ArrayRoom.Grow(ref _lengths[axis], rows);
        foreach (InputBuilder<T> input in _inputs)
            input.Reserve(rows, steps);
        foreach (TargetBuilder<T> target in _targets)
            target.Reserve(rows, steps, labels);
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

    /// <summary>Makes a batch without targets of samples that have been checked.</summary>
    /// <param name="samples">The samples, at least one.</param>
    public Batch<T> BuildChecked(ReadOnlySpan<NumberedSample<T>> samples) => Fill(samples, withTargets: false, default);

    /// <summary>Makes a batch, with targets, of pieces of samples that have been checked.</summary>
    /// <param name="pieces">The pieces, at least one.</param>
    /// <param name="states">What they start with, one state after the other.</param>
    public Batch<T> BuildPieces(ReadOnlySpan<NumberedSample<T>> pieces, ReadOnlyMemory<T> states) =>
        Fill(pieces, withTargets: true, states);

    /// <summary>The tokens of an input of the last batch, to be written over. [B, T]</summary>
    public Span<int> TokensOf(int input) => _inputs[input].Tokens;

    private Batch<T> Fill(ReadOnlySpan<NumberedSample<T>> samples, bool withTargets, ReadOnlyMemory<T> states)
    {
        int rows = samples.Length;
        for (int axis = 0; axis < _longest.Length; axis++)
            ReadLengths(samples, axis);
        WriteInputs(samples);
        BatchInput<T> first = InputOf(0, rows);
        _batch.Refill(rows, first.Steps, first.Lengths, states);
        if (first.HasTokens)
            _batch.RefillTokens(first.Tokens);
        else
            _batch.RefillFeatures(first.Features);
        for (int i = 1; i < _inputs.Length; i++)
            _moreInputs[_info.Inputs[i].Name] = InputOf(i, rows);

        _batch.RefillTargets(default);
        _moreTargets.Clear();
        if (withTargets)
            FillTargets(samples);
        return _batch;
    }

    private void FillTargets(ReadOnlySpan<NumberedSample<T>> samples)
    {
        foreach (TargetBuilder<T> target in _targets)
        {
            int axis = target.Axis, longest = _longest[axis];
            target.Start(samples, longest);
            for (int row = 0; row < samples.Length; row++)
                target.Write(samples[row].Sample, row, First(samples[row], axis), _lengths[axis][row], longest);
            BatchTarget<T> built = target.Build(samples.Length, longest);
            if (target.Head == 0)
                _batch.RefillTargets(built);
            else
                _moreTargets[_info.Heads[target.Head].Name] = built;
        }
    }

    private void WriteInputs(ReadOnlySpan<NumberedSample<T>> samples)
    {
        foreach (InputBuilder<T> input in _inputs)
        {
            int axis = input.Axis, longest = _longest[axis];
            input.Reserve(samples.Length, longest);
            for (int row = 0; row < samples.Length; row++)
                input.Write(samples[row].Sample, row, First(samples[row], axis), _lengths[axis][row], longest);
        }
    }

    private BatchInput<T> InputOf(int input, int rows)
    {
        int axis = _inputs[input].Axis;
        return _inputs[input].Build(rows, _longest[axis], _lengths[axis].AsMemory(0, rows));
    }

    private void ReadLengths(ReadOnlySpan<NumberedSample<T>> samples, int axis)
    {
        ArrayRoom.Grow(ref _lengths[axis], samples.Length);
        bool isCut = axis == 0 && _info.FirstInputOn(0) == 0;
        _longest[axis] = 0;
        for (int row = 0; row < samples.Length; row++)
        {
            int steps = isCut ? samples[row].Steps : samples[row].Sample.StepsOn(_info, axis);
            _lengths[axis][row] = steps;
            _longest[axis] = Math.Max(_longest[axis], steps);
        }
    }

    // Only the first axis is ever cut into pieces.
    private static int First(in NumberedSample<T> item, int axis) => axis == 0 ? item.First : 0;
}
