namespace RnnGen;

/// <summary>One call of <see cref="Trainer{T}.Fit"/>.</summary>
internal sealed class TrainingRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Trainer<T> _trainer;
    private readonly TrainingStep<T> _step;
    private readonly Dataset<T> _training;
    private readonly Dataset<T>? _validation;
    private readonly int _epochs;
    private readonly TrainingContext _context;
    private readonly ProgressMeter<T> _meter;
    private readonly BatchBuilder<T> _builder;
    private readonly MetricFeed<T>? _trainingFeed;
    private readonly MonitoredValue _monitor;

    public TrainingRun(Trainer<T> trainer, Dataset<T> training, Dataset<T>? validation, int epochs)
    {
        _trainer = trainer;
        _step = trainer.TrainingStep;
        _training = training;
        _validation = validation;
        _epochs = epochs;
        _context = new TrainingContext(trainer.Model, trainer.Optimizer) { Epochs = epochs };
        _meter = new ProgressMeter<T>(trainer, training, epochs);
        _builder = new BatchBuilder<T>(trainer.Model);
        _monitor = new MonitoredValue(trainer.Monitor, [.. trainer.Metrics], validation != null);
        if (validation == null && trainer.Metrics.Count > 0)
            _trainingFeed = new MetricFeed<T>(trainer.Model, [.. trainer.Metrics]);
    }

    private TrainerState State => _trainer.State;

    public TrainingHistory Run(CancellationToken cancellation)
    {
        Prepare();
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

    private void Prepare()
    {
        if (_training.Count == 0)
            throw new ArgumentException("There are no samples to train on.", "training");
        if (_trainer.Schedule is ReduceOnPlateau plateau && plateau.Maximise != _monitor.LargerIsBetter)
        {
            throw new ArgumentException(
                $"ReduceOnPlateau.Maximise is {plateau.Maximise}, but of '{_monitor.Name}' a "
                    + $"{(_monitor.LargerIsBetter ? "larger" : "smaller")} value is better.", "Schedule");
        }

        if (_training.LongestSample > 0)
        {
            int rows = Math.Min(_trainer.BatchSize, _training.Count ?? _trainer.BatchSize);
            _builder.Reserve(rows, _training.LongestSample);
            _step.Reserve(rows, _training.LongestSample);
        }

        _trainer.RestoreLast();
        if (State.Batch > 0 && State.Samples != _training.Count)
        {
            throw new ArgumentException(
                $"The run stands in the middle of an epoch of {State.Samples} samples; there are "
                    + $"{_training.Count} now.", "training");
        }

        State.Samples = _training.Count;
        if (_trainer.HasStarted)
            return;
        _trainer.HasStarted = true;
        _trainer.Schedule?.Start(_trainer.Optimizer);
    }

    private bool IsOver(out StopReason reason)
    {
        bool isStale = _trainer.EarlyStopping is { } early && State.EpochsSinceBest >= early.Patience;
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

        ulong key = CounterRandom.DeriveKey(_trainer.Seed, RandomPurpose.Shuffle, (ulong)State.Epoch);
        using var batches = new EpochBatches<T>(
            _training, _trainer.BatchSize, _trainer.BucketByLength, _trainer.Shuffle ? key : null);
        for (int done = 0; done < State.Batch; done++)
        {
            if (!batches.MoveNext())
                throw new InvalidOperationException($"The epoch has {done} batches now and had {State.Batch} before.");
        }

        bool hasNext = batches.MoveNext();
        if (!hasNext && State.Batch == 0)
            throw new ArgumentException("There are no samples to train on.", "training");
        while (hasNext)
        {
            cancellation.ThrowIfCancellationRequested();
            hasNext = TakeStep(batches);
            if (hasNext && IsOver(out _))
                return false;
            if (hasNext && _trainer.Checkpoints is { EverySteps: > 0 } folder && State.Step % folder.EverySteps == 0)
                WriteLast(folder);
        }

        return true;
    }

    /// <summary>One step of the optimizer; returns whether the epoch has more batches.</summary>
    private bool TakeStep(EpochBatches<T> batches)
    {
        bool hasNext = true;
        double loss = 0;
        for (int i = 0; i < _trainer.AccumulationSteps && hasNext; i++)
        {
            Batch<T> batch = _builder.Build(batches.Current);
            bool isAlone = _trainer.AccumulationSteps == 1;
            if (isAlone)
                loss = _step.Run(batch);
            else
                _step.Accumulate(batch);
            State.LossSum += _step.Pass.LossSum;
            State.Denominator += _step.Pass.LossDenominator;
            _trainingFeed?.Add(_step.Pass, batch);
            _meter.Count(batch);
            State.Batch++;
            hasNext = batches.MoveNext();
        }

        if (_trainer.AccumulationSteps > 1)
            loss = _step.Apply();
        State.Step = _step.StepCount;
        State.DropoutStep = _step.Pass.Step;
        if (_trainer.Schedule is { Unit: ScheduleUnit.Step } schedule)
            schedule.Advance(_trainer.Optimizer, loss);
        _context.Loss = loss;
        _context.GradientNorm = _step.LastGradientNorm;
        Show();
        Call(static (callback, context) => callback.OnStep(context));
        _meter.Report(null);
        return hasNext;
    }

    private void EndEpoch(CancellationToken cancellation)
    {
        EpochResult result = MakeResult(cancellation);
        State.History.Add(result);
        State.Epoch++;
        State.StartEpoch();
        double value = _monitor.Of(result);
        if (_trainer.Schedule is { Unit: ScheduleUnit.Epoch } schedule)
            schedule.Advance(_trainer.Optimizer, value);
        bool isBest = Judge(value);
        if (_trainer.Checkpoints is { } folder)
        {
            if (isBest && folder.KeepBest)
                Write(folder.BestPath, path => ModelFile.Write(path, _trainer.Model, [], null));
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
            var evaluator = new Evaluator<T>(_trainer.Model, _step.Pass, metrics, _trainer.BatchSize);
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

    /// <summary>Compares an epoch with the best; true where it is the new best.</summary>
    private bool Judge(double value)
    {
        double margin = _trainer.EarlyStopping?.MinimumChange ?? 0;
        if (!_monitor.IsBetter(value, State.BestValue, margin))
        {
            State.EpochsSinceBest++;
            return false;
        }

        State.BestValue = value;
        State.BestEpoch = State.Epoch;
        State.EpochsSinceBest = 0;
        if (_trainer.EarlyStopping is { RestoreBest: true })
            _trainer.BestParameters = _trainer.Model.Parameters.Flat.ToArray();
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
