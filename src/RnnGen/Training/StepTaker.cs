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

    private TrainerState State => trainer.State;

    /// <summary>Takes a step from the current batch on, and returns its loss.</summary>
    /// <param name="batches">Stands at the step's first batch; left at its last.</param>
    public double Take(IBatches<T> batches)
    {
        bool isAlone = trainer.AccumulationSteps == 1;
        Batch<T>? batch = isAlone ? batches.Build(builder) : null;
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
        (int batch, double lossSum, double denominator) = (State.Batch, State.LossSum, State.Denominator);
        MetricCounts? counts = feed?.Save();
        trainer.Lanes.Mark();
        try
        {
            for (int i = 0; i < trainer.AccumulationSteps && (i == 0 || batches.MoveNext()); i++)
            {
                Batch<T> next = batches.Build(builder);
                _step.Accumulate(next);
                feed?.Add(_step.Pass, next);
                Count(next, batches);
            }

            return _step.Apply();
        }
        catch
        {
            _step.Discard();
            (State.Batch, State.LossSum, State.Denominator) = (batch, lossSum, denominator);
            trainer.Lanes.Return();
            counts?.Restore();
            throw;
        }
    }

    private void Count(Batch<T> batch, IBatches<T> batches)
    {
        batches.Carry(_step.Pass);
        State.LossSum += _step.Pass.LossSum;
        State.Denominator += _step.Pass.LossDenominator;
        State.Batch++;
        meter.Count(batch);
    }
}
