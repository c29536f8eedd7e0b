using RnnGen.Program;

namespace RnnGen;

/// <content>What is refused before anything moves.</content>
internal sealed partial class TrainingRun<T>
{
    private void CheckArguments()
    {
        if (_trainer.Callbacks.IndexOf(null!) is >= 0 and int missing)
            throw new ArgumentException($"Callbacks[{missing}] is null.", "Callbacks");
        if (_training.Count == 0)
            throw new ArgumentException(NoSamples, "training");
        if (_validation?.Count == 0)
            throw new ArgumentException("There are no validation samples; leave them null for none.", "validation");
        if (State.Batch > 0 && State.Samples != _training.Count)
        {
            throw new ArgumentException(
                $"The run stands in the middle of an epoch of {State.Samples} samples; there are "
                    + $"{_training.Count} now.", "training");
        }

        if (State.Batch > 0 && State.Order != _trainer.Order)
        {
            throw new ArgumentException(
                $"The run stands in the middle of an epoch of {State.Order}; there is {_trainer.Order} now: set it "
                    + "as it was until the epoch is done.", "BatchSize");
        }

        if (_trainer.Truncation != null && _trainer.AccumulationSteps > 1 && _step.NeedsAllBatches)
        {
            throw new ArgumentException(
                $"{_trainer.Model.Info.Name} has several losses, whose means divide by numbers of their own, so a step "
                    + "knows all its batches first; pieces of time begin where the ones before ended. Set Truncation "
                    + "or AccumulationSteps, not both.",
                "AccumulationSteps");
        }

        if (_trainer.ScheduledSampling != null)
            CheckSampling(_trainer.Model.Info);
        bool isLarger = _trainer.Schedule?.Unit == ScheduleUnit.Epoch && _monitor.LargerIsBetter;
        if (_trainer.Schedule?.Plateau is { } plateau && plateau.Maximise != isLarger)
        {
            string watched = _trainer.Schedule.Unit == ScheduleUnit.Epoch ? $"'{_monitor.Name}'" : "the steps' loss";
            throw new ArgumentException(
                $"ReduceOnPlateau.Maximise is {plateau.Maximise}, but of {watched} a "
                    + $"{(isLarger ? "larger" : "smaller")} value is better.", "Schedule");
        }
    }

    private void CheckSamples()
    {
        SampleChecks<T>.AllFit(_trainer.Model, _training);
        if (_validation != null)
            SampleChecks<T>.AllFit(_trainer.Model, _validation);
    }

    private void CheckSampling(ModelInfo info)
    {
        const string Name = nameof(Trainer<T>.ScheduledSampling);
        if (info.Step is not { } step)
            throw new ArgumentException($"{info.Name} is no decoder: it reads nothing that it said.", Name);
        if (_trainer.Truncation != null)
        {
            throw new ArgumentException(
                "A decoder says its own tokens from the start; pieces of time begin elsewhere. Set Truncation or "
                    + $"{Name}, not both.",
                Name);
        }

        StepGeneration<T>.Check(info, step);
    }
}
