namespace RnnGen;

/// <summary>
/// Takes the steps of a run, each of one batch or of several whose gradients are added up. A step counts as a whole or
/// not at all: what breaks within it leaves the run where the step began.
/// </summary>
internal sealed class StepTaker<T>(
    Trainer<T> trainer, BatchBuilder<T> builder, MetricFeed<T>? feed, ProgressMeter<T> meter)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainingStep<T> _step = trainer.TrainingStep;
    private readonly LossTotals _before = new(trainer.Model.Info);
    private readonly List<BatchBuilder<T>> _builders = [];
    private readonly List<Batch<T>> _batches = [];

    // What each step that was launched and not finished needs when it is.
    private readonly Queue<Launched> _launched = new();

    /// <summary>
    /// Whether the next step may be launched before the numbers of the last one are read. On a device it may, where
    /// nobody looks at a step between the two and nothing of the next one depends on them.
    /// </summary>
    public bool RunsAhead => _step.CanRunAhead && trainer.AccumulationSteps == 1 && trainer.Callbacks.Count == 0
        && feed == null && trainer.Truncation == null && trainer.ScheduledSampling == null
        && trainer.Schedule is not { Unit: ScheduleUnit.Step, Plateau: not null };

    /// <summary>Steps that were launched and not finished.</summary>
    public int Ahead => _launched.Count;

    private TrainerState State => trainer.State;

    /// <summary>Launches a step of the current batch, whose numbers <see cref="Finish"/> gives.</summary>
    public void Launch(IBatches<T> batches)
    {
        Batch<T> batch = batches.Build(builder);
        _step.Launch(batch);
        LearningRateSchedule? schedule = trainer.Schedule is { Unit: ScheduleUnit.Step } found ? found : null;
        _launched.Enqueue(new Launched(
            batch.Rows, ProgressMeter<T>.TokensOf(batch), _step.Pass.Step, schedule?.Save(),
            trainer.Optimizer.LearningRate));

        // None that looks at losses is here; where the step turns out not to count it goes back.
        schedule?.Advance(trainer.Optimizer);
    }

    /// <summary>Waits for the oldest step that was launched, counts it, and returns its loss.</summary>
    public double Finish()
    {
        Launched launched = _launched.Dequeue();
        try
        {
            double loss = _step.Finish();
            State.Losses.Add(_step.Losses);
            State.Batch++;
            meter.Count(launched.Rows, launched.Tokens);
            State.Step = _step.StepCount;
            State.DropoutStep = launched.DropoutStep;
            return loss;
        }
        catch
        {
            // Neither this step nor those behind it have been taken.
            _launched.Clear();
            if (launched.Schedule is { } schedule)
                trainer.Schedule!.Restore(schedule);
            trainer.Optimizer.LearningRate = launched.LearningRate;
            throw;
        }
    }

    /// <summary>Takes a step from the current batch on, and returns its loss.</summary>
    /// <param name="batches">Stands at the step's first batch; left at its last.</param>
    public double Take(IBatches<T> batches)
    {
        bool isAlone = trainer.AccumulationSteps == 1;
        Batch<T>? batch = isAlone ? batches.Build(builder) : null;
        if (batch != null)
            trainer.MixOwnTokens(batch, builder);
        double loss = batch != null ? _step.Run(batch) : Accumulate(batches);
        if (batch != null)
            Count(batch, batches);
        State.Step = _step.StepCount;
        State.DropoutStep = _step.Pass.Step;

        // Whoever throws from here on, the step has been taken and is counted.
        if (trainer.Schedule is { Unit: ScheduleUnit.Step } schedule)
            schedule.Advance(trainer.Optimizer, loss);
        if (batch != null)
            feed?.Add(_step.Pass, batch);
        return loss;
    }

    private double Accumulate(IBatches<T> batches)
    {
        int done = State.Batch;
        _before.Set(State.Losses.Sums, State.Losses.Denominators);
        MetricCounts? counts = feed?.Save();
        trainer.Lanes.Mark();
        try
        {
            if (_step.NeedsAllBatches)
                AddAll(batches);
            else
                AddEach(batches);
            return _step.Apply();
        }
        catch
        {
            _step.Discard();
            State.Batch = done;
            State.Losses.Set(_before.Sums, _before.Denominators);
            trainer.Lanes.Return();
            counts?.Restore();
            throw;
        }
    }

    private void AddEach(IBatches<T> batches)
    {
        for (int i = 0; i < trainer.AccumulationSteps && (i == 0 || batches.MoveNext()); i++)
        {
            Batch<T> next = batches.Build(builder);
            trainer.MixOwnTokens(next, builder);
            _step.Accumulate(next);
            feed?.Add(_step.Pass, next);
            Count(next, batches);
        }
    }

    // Each batch in memory of its own, so that all are counted before the first is computed.
    private void AddAll(IBatches<T> batches)
    {
        _batches.Clear();
        for (int i = 0; i < trainer.AccumulationSteps && (i == 0 || batches.MoveNext()); i++)
        {
            if (_builders.Count == i)
                _builders.Add(new BatchBuilder<T>(trainer.Model));
            _batches.Add(batches.Build(_builders[i]));
        }

        _step.Expect(_batches);
        for (int i = 0; i < _batches.Count; i++)
        {
            Batch<T> next = _batches[i];
            trainer.MixOwnTokens(next, _builders[i]);
            _step.AccumulateExpected(next);
            feed?.Add(_step.Pass, next);
            Count(next, batches);
        }
    }

    private void Count(Batch<T> batch, IBatches<T> batches)
    {
        batches.Carry(_step.Pass);
        State.Losses.Add(_step.Pass);
        State.Batch++;
        meter.Count(batch.Rows, ProgressMeter<T>.TokensOf(batch));
    }

    private readonly record struct Launched(
        int Rows, long Tokens, long DropoutStep, ScheduleState? Schedule, double LearningRate);
}
