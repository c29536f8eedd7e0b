using System.Diagnostics;

namespace RnnGen;

/// <summary>Counts and times a run, and reports it a few times a second. Nothing depends on its clock.</summary>
internal sealed class ProgressMeter<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly Trainer<T> _trainer;
    private readonly int _epochs;
    private readonly int? _batches;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _epochStart = Stopwatch.GetTimestamp();
    private long _lastBatch;
    private long _lastReport;
    private long _sequences;
    private long _tokens;
    private long _batchesHere;
    private int _batch;

    public ProgressMeter(Trainer<T> trainer, Dataset<T> training, int epochs)
    {
        _trainer = trainer;
        _epochs = epochs;
        _batches = trainer.BatchCount(training);
    }

    public TimeSpan EpochElapsed => Stopwatch.GetElapsedTime(_epochStart);

    public void StartEpoch()
    {
        _lastBatch = _epochStart = Stopwatch.GetTimestamp();
        _sequences = 0;
        _tokens = 0;
    }

    /// <summary>Whether <see cref="Report(EpochResult?)"/> would report now.</summary>
    public bool IsDue => _trainer.Progress != null
        && (_lastReport == 0 || Stopwatch.GetElapsedTime(_lastReport) >= s_interval);

    /// <summary>Steps of all rows of a batch.</summary>
    public static long TokensOf(Batch<T> batch)
    {
        long tokens = 0;
        for (int row = 0; row < batch.Rows; row++)
            tokens += batch.LengthOf(row);
        return tokens;
    }

    /// <summary>Counts a batch.</summary>
    public void Count(int rows, long tokens)
    {
        _sequences += rows;
        _tokens += tokens;
        _batchesHere++;
        _lastBatch = Stopwatch.GetTimestamp();
        _batch = _trainer.State.Batch;
    }

    /// <summary>Reports, at most every now and then unless an epoch ends.</summary>
    public void Report(EpochResult? result)
    {
        if (result != null || IsDue)
            Report(result, hasEnded: false);
    }

    /// <summary>Reports for the last time, with the result of an epoch that was cut short, or null.</summary>
    public void End(EpochResult? result) => Report(result, hasEnded: true);

    private void Report(EpochResult? result, bool hasEnded)
    {
        if (_trainer.Progress is not { } progress)
            return;

        _lastReport = Stopwatch.GetTimestamp();
        TrainerState state = _trainer.State;

        // Up to the last batch, so that validation does not slow down what training does.
        double seconds = Math.Max(Stopwatch.GetElapsedTime(_epochStart, _lastBatch).TotalSeconds, 1e-9);
        int epoch = result?.Epoch ?? Math.Min(state.Epoch + 1, Math.Max(_epochs, 1));
        progress.Report(new TrainingProgress
        {
            Epoch = epoch,
            Epochs = _epochs,
            Batch = _batch,
            Batches = _batches,
            Step = state.Step,
            Loss = result?.TrainingLoss ?? state.MeanLoss,
            GradientNorm = _trainer.TrainingStep.LastGradientNorm,
            LearningRate = _trainer.Optimizer.LearningRate,
            SequencesPerSecond = _sequences / seconds,
            TokensPerSecond = _tokens / seconds,
            Elapsed = Stopwatch.GetElapsedTime(_start),
            Remaining = Remaining(epoch - 1),
            Result = result,
            HasEnded = hasEnded,
        });
    }

    private TimeSpan? Remaining(int epochsDone)
    {
        if (_batches is not { } batches || _batchesHere == 0)
            return null;
        double left = ((double)(_epochs - epochsDone) * batches) - _batch;
        return Stopwatch.GetElapsedTime(_start) * Math.Max(0, left / _batchesHere);
    }
}
