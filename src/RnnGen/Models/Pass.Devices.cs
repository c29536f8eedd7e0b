using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

// Training where the losses, the gradients and the optimizer are a device's as well: what it has of a batch is read
// when somebody asks. Segments of time follow each other as in Pass.Segments; what goes between them stays there.
public sealed unsafe partial class Pass<T>
{
    private int[] _order = [];

    /// <summary>The device's part of training, where it takes all of it.</summary>
    internal DeviceTraining<T>? Training { get; private set; }

    /// <summary>Whether it has trained on the last batch.</summary>
    internal bool IsTrainedOnDevice => _isOnDevice;

    /// <summary>Lets the device that this pass is computed on train, where it can.</summary>
    internal void TrainOn(Optimizer optimizer, OptimizerState<T> state, ParameterRules rules)
        => Training = (_work.Program as DeviceModel<T>)?.CreateTraining(optimizer, state, rules);

    /// <summary>Launches what moves the parameters along the gradients, as they are here or there.</summary>
    internal void UpdateOnDevice(double scale, double clipValue, double clipNorm)
    {
        GiveGradients();
        Training!.Update(scale, clipValue, clipNorm);
    }

    private void TrainOnDevice(Batch<T> batch, int longest, int each)
    {
        int count = each < longest ? Count(longest, each) : 1;
        Start(batch);
        if (AccumulateGradients)
            GiveGradients();
        AxisBatch.Read(_info, batch, _axes);
        Training!.Begin(batch, _axes, new DeviceBatchSettings(
            Seed, Step, LossDivisors, AccumulateGradients, count, KeepsOutputs, WantsInputGradient));
        try
        {
            GiveInputs(batch);
            for (int i = 0; i < count - 1; i++)
                ComputeOnDevice(batch, each, new DeviceSegment(i, count, i * each, IsForwardOnly: true));
            for (int i = count - 1; i >= 0; i--)
                ComputeOnDevice(batch, each, new DeviceSegment(i, count, i * each, IsForwardOnly: false));
        }
        finally
        {
            _pins.Release();
        }

        _batch = batch;
        _hasOutputGradient = _hasGradients = _isConsumed = true;
        _isOnDevice = _isAhead = _areGradientsThere = true;
        GC.KeepAlive(_model);
    }

    private void ComputeOnDevice(Batch<T> batch, int each, in DeviceSegment segment)
    {
        if (segment.IsCut)
            Prepare(batch, SegmentOf(segment.Index, segment.Count, each));
        else
            _work.Prepare(batch.Rows, _axes, training: true, _model.Parameters);
        SliceSlot<T> slot = _work.Slot(0);
        _forward.BeginOnDevice(0);
        Array.Resize(ref _order, _work.Rows);
        for (int row = 0; row < _order.Length; row++)
            _order[row] = _work.RowAt(slot, 0, row);
        Training!.Compute(in slot.Slice, _order, segment);
    }

    /// <summary>Reads outputs and states of a batch that a device trained on.</summary>
    private void FetchPorts()
    {
        if (!_isAhead)
            return;
        _isAhead = false;
        Training!.ReadPorts(in _work.Slot(0).Slice);
        if (_work.IsCut)
            _results.TakeSegments(Training);
    }

    private void FetchGradients()
    {
        if (!_areGradientsThere)
            return;
        Training!.ReadGradients(Collected.Gradients);
        _areGradientsThere = false;
    }

    // Whoever read them here may have written them.
    private void GiveGradients()
    {
        if (_areGradientsThere)
            return;
        Training!.WriteGradients(Collected.Gradients);
        _areGradientsThere = true;
    }

    private ReadOnlySpan<double> LossesAt(int head)
    {
        if (_isOnDevice && _info.Heads[head].Loss != null && _results.Losses(head).IsEmpty)
        {
            int count = Training!.LossCount(head);
            Training.ReadLosses(head, new Span<double>(_results.PrepareLosses(head, count), count));
        }

        return _results.Losses(head);
    }
}
