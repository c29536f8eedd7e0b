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

    private TrainerState State => trainer.State;

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
        meter.Count(batch);
    }
}
