using System.Diagnostics;

namespace RnnGen;

/// <summary>Runs a dataset through a model in evaluation mode.</summary>
internal sealed class Evaluator<T>(
    Model<T> model, Pass<T> pass, IReadOnlyList<Metric> metrics, int batchSize, Truncation? carry)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BatchBuilder<T> _builder = new(model);
    private readonly MetricFeed<T> _feed = new(model, metrics);
    private readonly LossTotals _losses = new(model.Info);

    public Evaluation Run(Dataset<T> data, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        _losses.Clear();
        _feed.Reset();
        if (IsWorthFolding(data))
            model.Parameters.Fold();
        using IBatches<T> batches = Batches(data);
        while (batches.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            Batch<T> batch = batches.Build(_builder);
            pass.Forward(batch, training: false);
            pass.Loss();
            _losses.Add(pass);
            _feed.Add(pass, batch);
            batches.Carry(pass);
        }

        if (batches.Samples == 0)
            throw new ArgumentException("There are no samples to measure on.", nameof(data));
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (Metric metric in metrics)
            values[metric.Name] = metric.Value;
        return new Evaluation(_losses.Mean, values, batches.Samples, Stopwatch.GetElapsedTime(start))
        {
            Losses = _losses.Heads.ToDictionary(head => model.Info.Heads[head].Name, _losses.MeanOf),
        };
    }

    private IBatches<T> Batches(Dataset<T> data) => carry == null
        ? new EpochBatches<T>(data, batchSize, sorts: true, shuffleKey: null, model.Info)
        : new LaneBatches<T>(data, model, batchSize, carry, shuffleKey: null, new LaneStates<T>(model.Info));

    /// <summary>Folding computes each token of the vocabulary once, evaluation each step.</summary>
    private bool IsWorthFolding(Dataset<T> data) => !(data.Steps < model.Info.Vocabulary);
}
