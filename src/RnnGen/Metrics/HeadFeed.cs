using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>Feeds what one head gave for the rows of a batch to metrics.</summary>
internal sealed class HeadFeed<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly int _number;
    private readonly HeadInfo _head;
    private readonly IReadOnlyList<Metric> _metrics;
    private double[] _outputs = [];
    private double[] _targets = [];
    private LinearChain<T>? _chain;
    private int[] _path = [];

    public HeadFeed(Model<T> model, int number, IReadOnlyList<Metric> metrics)
    {
        _model = model;
        _number = number;
        _head = model.Info.Heads[number];
        _metrics = metrics;
    }

    private bool HasLists => _head.Loss is { Kind: LossKind.Ctc };

    /// <summary>Adds all rows of the batch.</summary>
    public void Add(Pass<T> pass, Batch<T> batch)
    {
        ReadOnlySpan<T> outputs = pass.OutputsOf(_head.Name);
        var axis = AxisBatch.Of(_model.Info, batch, _head.Axis);
        BatchTarget<T> target = _head.Loss == null ? default : batch.Target(_model.Info, _number);
        int steps = _head.PerStep ? axis.Steps : 1;
        StartPaths();
        for (int row = 0; row < batch.Rows; row++)
        {
            int valid = _head.PerStep ? axis.LengthOf(row) : 1;
            int start = row * steps * _head.Width, length = valid * _head.Width;
            bool hasValues = !target.Values.IsEmpty;
            ReadOnlySpan<T> given = outputs.Slice(start, length);
            Read(given, ref _outputs);
            if (hasValues)
                Read(target.Values.Span.Slice(start, length), ref _targets);
            var item = new MetricItem
            {
                Outputs = _outputs.AsSpan(0, length),
                Steps = valid,
                Width = _head.Width,
                Classes = target.Classes.IsEmpty ? default
                    : HasLists ? target.ListOf(row, batch.Rows)
                    : target.Classes.Span.Slice(row * steps, valid),
                Predicted = HasLists ? CtcDecoder.Greedy(given, _head.Width, _head.Loss!.Blank) : Path(given, valid),
                HasLists = HasLists,
                Targets = hasValues ? _targets.AsSpan(0, length) : default,
                IgnoreIndex = _head.Loss?.IgnoreIndex ?? -100,
                ClassNames = _number == 0 ? _model.ClassNames : null,
            };
            foreach (Metric metric in _metrics)
                metric.Add(item);
        }
    }

    private void StartPaths()
    {
        if (_head.Loss is not { Kind: LossKind.Crf })
            return;
        if (_chain == null)
            _chain = LinearChain<T>.Of(_model);
        else
            _chain.Read(_model);
    }

    // Empty where the largest outputs are what is predicted.
    private ReadOnlySpan<int> Path(ReadOnlySpan<T> outputs, int steps)
    {
        if (_chain == null)
            return default;
        if (_path.Length < steps)
            _path = new int[steps];
        Span<int> path = _path.AsSpan(0, steps);
        _chain.Viterbi(outputs, path);
        return path;
    }

    // Metrics see the user's units.
    private void Read(ReadOnlySpan<T> source, ref double[] target)
    {
        if (target.Length < source.Length)
            target = new double[source.Length];
        for (int i = 0; i < source.Length; i++)
            target[i] = double.CreateChecked(source[i]);
        Span<double> values = target.AsSpan(0, source.Length);
        if (_number == 0)
            _model.TargetScaler?.InverseAll<double>(values, values);
    }
}
