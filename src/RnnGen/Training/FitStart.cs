namespace RnnGen;

/// <summary>
/// What a call of Fit changes before its first step. Where it ends without one, whatever ended it, all of that is put
/// back: the model keeps its best epoch's parameters, the optimizer its learning rate.
/// </summary>
internal sealed class FitStart<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Trainer<T> _trainer;
    private readonly TrainerState _state;
    private readonly (int Epoch, int Batch, long Step) _place;
    private readonly (int? Samples, string? Order) _data;
    private readonly T[]? _lastParameters;
    private readonly bool _heldBest;
    private readonly double _learningRate;
    private readonly LearningRateSchedule? _schedule;
    private readonly LearningRateSchedule? _startedSchedule;
    private readonly ScheduleState? _scheduleState;

    /// <summary>Takes down how a trainer is.</summary>
    public FitStart(Trainer<T> trainer)
    {
        _trainer = trainer;
        _state = trainer.State;
        _place = Place;
        _data = (_state.Samples, _state.Order);
        _lastParameters = trainer.LastParameters;
        _heldBest = trainer.HoldsBest;
        _learningRate = trainer.Optimizer.LearningRate;
        _schedule = trainer.Schedule;
        _startedSchedule = trainer.StartedSchedule;
        _scheduleState = _schedule?.Save();
    }

    private (int Epoch, int Batch, long Step) Place => (_state.Epoch, _state.Batch, _state.Step);

    /// <summary>Makes the trainer as it was, unless it has taken a step or ended an epoch since.</summary>
    public void PutBack()
    {
        if (Place != _place)
            return;
        _trainer.RestoreLast();
        if (_heldBest)
            _trainer.Model.Parameters.Replace(_trainer.BestParameters!);
        _trainer.LastParameters = _lastParameters;
        (_state.Samples, _state.Order) = _data;
        if (_scheduleState != null)
            _schedule!.Restore(_scheduleState);
        _trainer.StartedSchedule = _startedSchedule;
        _trainer.Optimizer.LearningRate = _learningRate;
    }
}
