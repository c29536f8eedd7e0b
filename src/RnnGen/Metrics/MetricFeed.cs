using RnnGen.Program;

namespace RnnGen;

/// <summary>Feeds the rows of a batch that a pass has computed to metrics.</summary>
internal sealed class MetricFeed<T>(Model<T> model, IReadOnlyList<Metric> metrics)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private double[] _outputs = [];
    private double[] _targets = [];
    private LinearChain<T>? _chain;
    private int[] _path = [];

    public void Reset()
    {
        foreach (Metric metric in metrics)
            metric.Reset();
    }

    /// <summary>What the metrics have counted so far.</summary>
    public MetricCounts Save() => new(metrics);

    /// <summary>Adds all rows of the batch.</summary>
    public void Add(Pass<T> pass, Batch<T> batch)
    {
        if (metrics.Count == 0)
            return;

        ModelInfo info = model.Info;
        ReadOnlySpan<T> outputs = pass.Outputs;
        int steps = info.OutputPerStep ? batch.Steps : 1;
        StartPaths(info);
        for (int row = 0; row < batch.Rows; row++)
        {
            int valid = info.OutputPerStep ? batch.LengthOf(row) : 1;
            int first = row * steps;
            int start = first * info.Outputs;
            int length = valid * info.Outputs;
            bool hasTargets = !batch.Targets.IsEmpty;
            Read(outputs.Slice(start, length), ref _outputs);
            if (hasTargets)
                Read(batch.Targets.Span.Slice(start, length), ref _targets);
            bool hasLists = model.Loss is { HasOwnTargetLengths: true };
            ReadOnlySpan<int> predicted = hasLists
                ? CtcDecoder.Greedy(outputs.Slice(start, length), info.Outputs, info.Loss!.Blank)
                : Path(outputs.Slice(start, length), valid);
            var item = new MetricItem
            {
                Outputs = _outputs.AsSpan(0, length),
                Steps = valid,
                Width = info.Outputs,
                Classes = batch.Classes.IsEmpty ? default
                    : hasLists ? batch.Classes.Span.Slice(row * batch.ClassStep, batch.ClassCountOf(row))
                    : batch.Classes.Span.Slice(first, valid),
                Predicted = predicted,
                HasLists = hasLists,
                Targets = hasTargets ? _targets.AsSpan(0, length) : default,
                IgnoreIndex = info.Loss?.IgnoreIndex ?? -100,
                ClassNames = model.ClassNames,
            };
            foreach (Metric metric in metrics)
                metric.Add(item);
        }
    }

    private void StartPaths(ModelInfo info)
    {
        if (info.Loss is not { Kind: LossKind.Crf })
            return;
        if (_chain == null)
            _chain = LinearChain<T>.Of(model);
        else
            _chain.Read(model);
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
        model.TargetScaler?.InverseAll<double>(values, values);
    }
}
