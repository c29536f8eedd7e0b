using RnnGen.Data;

namespace RnnGen;

/// <summary>One call of <see cref="Trainer{T}.Fit"/>.</summary>
internal sealed partial class TrainingRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string NoSamples = "There are no samples to train on.";
    private const string ReadOnce =
        "There are no samples any more: a stream is read once an epoch, and this one seems to give them only once.";

    private readonly Trainer<T> _trainer;
    private readonly TrainingStep<T> _step;
    private readonly Dataset<T> _training;
    private readonly Dataset<T>? _validation;
    private readonly int _epochs;
    private readonly TrainingContext _context;
    private readonly ProgressMeter<T> _meter;
    private readonly BatchBuilder<T> _builder;
    private readonly MetricFeed<T>? _trainingFeed;
    private readonly StepTaker<T> _steps;
    private readonly MonitoredValue _monitor;
    private readonly long _firstStep;

    public TrainingRun(Trainer<T> trainer, Dataset<T> training, Dataset<T>? validation, int epochs)
    {
        MetricChecks.AllFit(trainer.Model, [.. trainer.Metrics]);
        _trainer = trainer;
        _step = trainer.TrainingStep;
        _training = training;
        _validation = validation;
        _epochs = epochs;
        _firstStep = trainer.State.Step;
        _context = new TrainingContext(trainer.Model, trainer.Optimizer) { Epochs = epochs };
        _meter = new ProgressMeter<T>(trainer, training, epochs);
        _builder = new BatchBuilder<T>(trainer.Model);
        _monitor = new MonitoredValue(trainer.Monitor, [.. trainer.Metrics], validation != null);
        if (validation == null && trainer.Metrics.Count > 0)
            _trainingFeed = new MetricFeed<T>(trainer.Model, [.. trainer.Metrics]);
        _steps = new StepTaker<T>(trainer, _builder, _trainingFeed, _meter);
    }

    private TrainerState State => _trainer.State;

    private bool IsOfAnotherMeasure => State.Measure != null && State.Measure != _monitor.Measure;

    public TrainingHistory Run(CancellationToken cancellation)
    {
        Prepare();
        var start = new FitStart<T>(_trainer);
        try
        {
            return RunPrepared(cancellation);
        }
        catch
        {
            start.PutBack();
            throw;
        }
    }

    private TrainingHistory RunPrepared(CancellationToken cancellation)
    {
        _trainer.RestoreLast();
        State.Samples = _training.Count;
        _trainer.StartSchedule();
        Show();
        Call(static (callback, context) => callback.OnStart(context));
        StopReason reason;
        EpochResult? cutShort = null;
        try
        {
            cutShort = RunEpochs(cancellation, out reason);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            if (_trainer.Checkpoints is { } folder)
                WriteLast(folder);
            throw;
        }
        finally
        {
            _meter.End(cutShort);
        }

        if (reason is StopReason.EarlyStopping or StopReason.Completed)
            _trainer.RestoreBest();
        EpochResult[] epochs = cutShort == null ? [.. State.History] : [.. State.History, cutShort];
        var history = new TrainingHistory(epochs, State.BestEpoch, reason);
        foreach (TrainingCallback callback in _trainer.Callbacks)
            callback.OnEnd(_context, history);
        return history;
    }

    /// <summary>Trains until something ends it; returns the result of an epoch that was cut short, or null.</summary>
    private EpochResult? RunEpochs(CancellationToken cancellation, out StopReason reason)
    {
        while (!IsOver(out reason))
        {
            if (RunEpoch(cancellation))
            {
                EndEpoch(cancellation);
                continue;
            }

            if (_trainer.Checkpoints is { } folder)
                WriteLast(folder);
            IsOver(out reason);
            return MakeResult(cancellation);
        }

        return null;
    }

    /// <summary>Refuses what can be refused, and makes room; nothing of the trainer changes.</summary>
    private void Prepare()
    {
        CheckArguments();
        CheckSamples();
        if (!IsOver(out _))
            _trainer.Checkpoints?.RequireWritable();
        if (_training.LongestSample > 0)
        {
            int rows = Math.Min(_trainer.BatchSize, _training.Count ?? _trainer.BatchSize);
            int labels = _training.LongestList;
            int unfolded = _trainer.Model.Info.Step == null ? 0 : labels + 1;
            int steps = _trainer.StepsOf(Math.Max(_training.LongestSample, unfolded));
            _builder.Reserve(rows, steps, labels);
            _step.Pass.Reserve(rows, steps, labels, readsOutputs: _trainer.Metrics.Count > 0);
        }

        _step.Pass.KeepsOutputs = _trainingFeed != null;
    }

    private bool IsOver(out StopReason reason)
    {
        bool isStale = _trainer.EarlyStopping is { } early && State.EpochsSinceBest >= early.Patience
            && !IsOfAnotherMeasure;
        bool hasAllSteps = _trainer.MaxSteps is { } limit && State.Step >= limit;
        reason = _context.IsStopRequested ? StopReason.Requested
            : State.Epoch >= _epochs ? StopReason.Completed
            : isStale && State.Batch == 0 ? StopReason.EarlyStopping
            : StopReason.MaxSteps;
        return reason != StopReason.MaxSteps || hasAllSteps;
    }

    /// <summary>Trains to the end of the epoch; false where something stops it before.</summary>
    private bool RunEpoch(CancellationToken cancellation)
    {
        _meter.StartEpoch();
        if (State.Batch == 0)
        {
            State.StartEpoch();
            _trainingFeed?.Reset();
            Show();
            Call(static (callback, context) => callback.OnEpochStart(context));
        }

        State.Order = _trainer.Order;
        ulong key = CounterRandom.DeriveKey(_trainer.Seed, RandomPurpose.Shuffle, (ulong)State.Epoch);
        using var batches = new WatchedBatches<T>(_trainer.Batches(_training, _trainer.Shuffle ? key : null));
        for (int done = 0; done < State.Batch; done++)
        {
            if (!batches.MoveNext())
                throw new InvalidOperationException($"The epoch has {done} batches now and had {State.Batch} before.");
        }

        bool hasNext = batches.MoveNext();
        if (!hasNext && State.Batch == 0)
            throw new ArgumentException(State.Epoch == 0 ? NoSamples : ReadOnce, "training");
        try
        {
            // A run that was left behind the last step of an epoch has only its end before it.
            return !hasNext || TakeSteps(batches, cancellation);
        }
        catch when (batches.AreRefused && _training.InMemory == null && State.Step + _steps.Ahead > _firstStep)
        {
            // Data that are read as they are needed were refused behind a step of this call: what was to come will not
            // come like this, and there is no epoch to go on within. Any other failure may pass.
            Settle();
            State.StartEpoch();
            throw;
        }
        finally
        {
            // Whatever ended the epoch, steps that were launched before count.
            Settle();
        }
    }

    /// <summary>Trains from the current batch to the last; false where something stops it before.</summary>
    private bool TakeSteps(IBatches<T> batches, CancellationToken cancellation)
    {
        bool hasNext = true;
        while (hasNext)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_steps.RunsAhead)
                LaunchStep(batches);
            else
                TakeStep(batches);
            hasNext = batches.MoveNext();
            if (!hasNext || IsWatched(State.Step + _steps.Ahead))
                Settle();
            if (hasNext && IsOver(out _))
                return false;

            // A step that is under way has moved the parameters, and its count has not: what is watched was waited for.
            if (hasNext && _steps.Ahead == 0 && _trainer.Checkpoints is { EverySteps: > 0 } folder
                && State.Step % folder.EverySteps == 0)
            {
                WriteLast(folder);
            }
        }

        return true;
    }

    private void TakeStep(IBatches<T> batches)
    {
        Settle();
        Note(_steps.Take(batches));
    }

    /// <summary>Launches a step while the one before is computed, and then reads that one's numbers.</summary>
    private void LaunchStep(IBatches<T> batches)
    {
        _steps.Launch(batches);
        if (_steps.Ahead > 1)
            Note(_steps.Finish(), reports: false);

        // What is reported is seen as it is between two steps.
        if (_meter.IsDue)
            Settle();
    }

    /// <summary>Waits for all steps that were launched.</summary>
    private void Settle()
    {
        while (_steps.Ahead > 0)
            Note(_steps.Finish(), reports: _steps.Ahead == 0);
    }

    /// <summary>Whether something happens behind a step that must find it done.</summary>
    private bool IsWatched(long step) => step >= _trainer.MaxSteps
        || (_trainer.Checkpoints is { EverySteps: > 0 } folder && step % folder.EverySteps == 0);

    private void Note(double loss, bool reports = true)
    {
        _context.Loss = loss;
        _context.GradientNorm = _step.LastGradientNorm;
        Show();
        Call(static (callback, context) => callback.OnStep(context));
        if (reports)
            _meter.Report(null);
    }

    private void EndEpoch(CancellationToken cancellation)
    {
        EpochResult result = MakeResult(cancellation);
        State.History.Add(result);
        State.Epoch++;
        State.StartEpoch();
        double value = _monitor.Of(result);
        if (_trainer.Schedule is { Unit: ScheduleUnit.Epoch } schedule)
        {
            if (IsOfAnotherMeasure)
                schedule.Plateau?.ForgetBest();
            schedule.Advance(_trainer.Optimizer, value);
        }

        bool isBest = Judge(value);
        if (_trainer.Checkpoints is { } folder)
        {
            if (isBest && folder.KeepBest)
                Write(folder.BestPath, path => ModelFile.Write(path, _trainer.Model));
            WriteLast(folder);
        }

        foreach (TrainingCallback callback in _trainer.Callbacks)
            callback.OnEpochEnd(_context, result);
        _meter.Report(result);
    }

    private EpochResult MakeResult(CancellationToken cancellation)
    {
        Metric[] metrics = [.. _trainer.Metrics];
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        double validationLoss = double.NaN;
        double trainingLoss = State.MeanLoss;
        double rate = _trainer.Optimizer.LearningRate;
        if (_validation != null)
        {
            var evaluator = new Evaluator<T>(
                _trainer.Model, _step.Pass, metrics, _trainer.BatchSize, _trainer.Truncation);
            validationLoss = evaluator.Run(_validation, cancellation).Loss;
        }

        foreach (Metric metric in metrics)
            values[metric.Name] = metric.Value;
        return new EpochResult
        {
            Epoch = State.Epoch + 1,
            Step = State.Step,
            TrainingLoss = trainingLoss,
            ValidationLoss = validationLoss,
            Metrics = values,
            LearningRate = rate,
            Duration = _meter.EpochElapsed,
        };
    }

    /// <summary>
    /// Compares an epoch with the best; true where it is the new best. Values of another measure say nothing about it:
    /// the best starts anew.
    /// </summary>
    private bool Judge(double value)
    {
        if (IsOfAnotherMeasure)
        {
            State.ForgetBest();
            _trainer.BestParameters = null;
        }

        State.Measure = _monitor.Measure;
        double margin = _trainer.EarlyStopping?.MinimumChange ?? 0;
        if (!_monitor.IsBetter(value, State.BestValue, margin))
        {
            State.EpochsSinceBest++;
            return false;
        }

        State.BestValue = value;
        State.BestEpoch = State.Epoch;
        State.EpochsSinceBest = 0;

        // Where they are not kept, those of an epoch before are the best no more.
        bool keeps = _trainer.EarlyStopping is { RestoreBest: true };
        _trainer.BestParameters = keeps ? _trainer.Model.Parameters.Flat.ToArray() : null;
        return true;
    }

    private void WriteLast(CheckpointFolder folder) => Write(folder.LastPath, _trainer.SaveCheckpoint);

    private void Write(string path, Action<string> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        write(path);
        foreach (TrainingCallback callback in _trainer.Callbacks)
            callback.OnCheckpoint(_context, path);
    }

    private void Show()
    {
        _context.Epoch = State.Epoch + 1;
        _context.Batch = State.Batch;
        _context.Step = State.Step;
    }

    private void Call(Action<TrainingCallback, TrainingContext> call)
    {
        for (int i = 0; i < _trainer.Callbacks.Count; i++)
            call(_trainer.Callbacks[i], _context);
    }
}
