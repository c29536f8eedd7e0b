using System.Numerics;
using ILGPU;
using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Training;

/// <summary>
/// A training step on a device: launches only, from the inputs to the parameters. Targets go there before the first,
/// and the losses' sums and the verdict come back behind the last. The host may launch a step before it has read the
/// numbers of the one before.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal sealed unsafe class IlgpuTraining<T> : DeviceTraining<T>, IDeviceResident
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The device computes one while the host prepares the next.
    private const int MostAhead = 2;

    private readonly IlgpuModel<T> _device;
    private readonly Model<T> _model;
    private readonly ModelInfo _info;
    private readonly KernelCache _kernels;
    private readonly Optimizer _optimizer;
    private readonly OptimizerState<T> _state;
    private readonly ParameterRules _rules;
    private readonly DeviceHeads<T> _heads;
    private readonly DeviceSegments<T> _segments;
    private readonly DeviceTables<T> _tables;
    private readonly DeviceMasks<T> _masks;
    private readonly DeviceRules<T> _deviceRules;
    private readonly DeviceOptimizer<T> _rule;
    private readonly StepVerdict<T> _verdict;
    private readonly DeviceBuffer<T> _gradients;
    private readonly DeviceBuffer<int> _order;
    private readonly StepNumbers[] _numbers;
    private readonly bool[] _drawn;
    private readonly bool[] _written;
    private readonly int[] _steps;
    private readonly HashSet<int> _lazy;
    private readonly Action _readParameters;
    private readonly Action _readState;
    private DeviceBatchSettings _settings;
    private long _stateVersion;
    private int _oldest;
    private int _ahead;
    private bool _disposed;

    public IlgpuTraining(
        IlgpuModel<T> device, Model<T> model, Optimizer optimizer, OptimizerState<T> state, ParameterRules rules)
    {
        (_device, _model, _info, _kernels) = (device, model, model.Info, device.Kernels);
        (_optimizer, _state, _rules) = (optimizer, state, rules);
        _verdict = new StepVerdict<T>(_kernels, _info.Heads.Count);
        _heads = new DeviceHeads<T>(device.Uploads, model, device.Objectives, _verdict);
        _segments = new DeviceSegments<T>(_kernels, _info);
        _tables = new DeviceTables<T>(device.Uploads, _info, model.Program.Layout);
        _masks = new DeviceMasks<T>(_kernels, _info);
        _deviceRules = new DeviceRules<T>(_kernels, _info, rules);
        _rule = new DeviceOptimizer<T>(_kernels, optimizer, state);
        _gradients = StateBuffers.Zeros<T>(_kernels, model.Parameters.Length);
        _order = new DeviceBuffer<int>(_kernels);
        _numbers = [.. Enumerable.Range(0, MostAhead)
            .Select(_ => new StepNumbers(_kernels, _info.Heads.Count, _verdict.Report.Length))];
        _drawn = new bool[device.Ports.Length];
        _written = new bool[device.Ports.Length];
        _steps = new int[_info.Axes.Count];
        _readParameters = ReadParameters;
        _readState = ReadState;
        _stateVersion = state.Version;
        _lazy = optimizer is LazyAdam
            ? [.. _tables.Tables.ToArray().Where(static table => !table.IsTied).Select(static table => table.Parameter)]
            : [];
        _kernels.Residents.Enter(this);
    }

    public override int Ahead => _ahead;

    private ArrayView<T> Flat => _gradients.View;

    public override void Begin(Batch<T> batch, ReadOnlySpan<AxisBatch> axes, in DeviceBatchSettings settings)
    {
        _settings = settings;
        _device.Uploads.Begin();
        _heads.Give(batch, axes, settings.Divisors);
        _device.Uploads.End();
        _segments.Begin(batch.Rows, axes[0].Steps, settings);
        for (int site = 0; site < _info.DropoutSites.Count; site++)
        {
            bool isGiven = batch.DropoutMasks?.ContainsKey(_info.DropoutSites[site].Name) == true;
            _drawn[Port.Mask(_info, site)] = !isGiven;
        }
    }

    public override void Compute(in Slice<T> slice, ReadOnlySpan<int> order, in DeviceSegment segment)
    {
        bool adds = _settings.Adds || !segment.IsLast;
        _device.StartTraining(slice, _drawn, hasStates: segment.IsFirst);
        _device.Uploads.Copy(order, _order.AtLeast(order.Length));
        if (!segment.IsForwardOnly)
            SortTokens(slice, adds);
        _device.Uploads.End();
        LossBatch<T> batch = BatchOf(slice, segment.First);
        if (!segment.IsFirst)
            _segments.GiveStates(batch, segment.Index);
        DrawMasks(batch);
        _device.LaunchForward();
        if (segment.IsForwardOnly || (segment.IsCut && segment.IsLast))
            _segments.KeepStates(batch, segment.Index);
        if (segment.IsForwardOnly)
            return;
        _segments.KeepOutputs(batch, segment.IsLast);
        _device.ClearGradients();
        Array.Clear(_written);
        _heads.Compute(batch, segment.IsLast, _written);
        if (segment.IsFirst)
            _heads.Sum();
        if (!segment.IsLast)
            _segments.GiveGradient(batch, _written);
        _device.LaunchBackward(slice, _written);
        _device.Collect(Flat, adds);
        _tables.Add(batch.Arena, _device.Ports, Flat);
        _segments.KeepInputGradients(batch);
        if (!segment.IsFirst)
            _segments.KeepGradient(batch);
    }

    public override void ReadPorts(in Slice<T> slice) => _device.ReadPorts(slice);

    public override void ReadFinalStates(Span<T> states) => _segments.ReadFinalStates(states);

    public override bool ReadOutputs(int head, Span<T> outputs) => _segments.ReadOutputs(head, outputs);

    public override bool ReadInputGradient(int input, Span<T> gradient) =>
        _segments.ReadInputGradient(input, gradient);

    public override double LossSum(int head) => _heads.SumOf(head);

    public override double Denominator(int head) => _heads[head].Denominator;

    public override int LossCount(int head) => _heads[head].LossCount;

    public override void ReadLosses(int head, Span<double> losses) => _heads[head].ReadLosses(losses);

    public override void ReadGradients(Span<T> gradients) => _gradients.Read(gradients);

    public override void WriteGradients(ReadOnlySpan<T> gradients) => _gradients.Write(gradients);

    public override void Update(double scale, double clipValue, double clipNorm)
    {
        if (_ahead == MostAhead)
            throw new InvalidOperationException($"{_ahead} steps were launched whose numbers nobody has read.");
        StepNumbers numbers = _numbers[(_oldest + _ahead) % MostAhead];
        numbers.Save(_state);
        for (int head = 0; head < _info.Heads.Count; head++)
            numbers.Denominators[head] = _heads.DenominatorOf(head);
        try
        {
            LaunchUpdate(scale, clipValue, clipNorm);
        }
        catch
        {
            // The step was counted and is not taken: a kernel could not be loaded, as a rule for want of memory.
            numbers.Restore(_state);
            throw;
        }

        // Where the step was not taken, they are what they were.
        _model.Parameters.MoveElsewhere(_readParameters);
        _state.MoveElsewhere(_readState);
        numbers.Send(_verdict.Report);
        _device.Pack();
        _ahead++;
    }

    /// <summary>
    /// Compiles what an update launches, and what else batches may: parameters move here and nowhere else.
    /// </summary>
    internal void Prepare()
    {
        LaunchUpdate(scale: 0.5, clipValue: 1, clipNorm: 1);
        _segments.Prepare();
        _tables.Prepare();
    }

    public override DeviceStep Finish()
    {
        if (_ahead == 0)
            throw new InvalidOperationException("No step was launched.");
        StepNumbers numbers = _numbers[_oldest];
        int behind = _ahead - 1;

        // Where the device fails, or the step was not taken, those behind it are not read.
        _ahead = 0;
        ReadOnlySpan<double> report = numbers.Receive();
        StepReport verdict = _verdict.Read(report);
        if (verdict.IsStopped)
        {
            // Nothing has moved there, by this step and those behind it; here they were counted.
            numbers.Restore(_state);
            _verdict.Reset();
        }
        else
        {
            _oldest = (_oldest + 1) % MostAhead;
            _ahead = behind;
        }

        return new DeviceStep
        {
            HasMoved = !verdict.IsStopped,
            Norm = verdict.Norm,
            FirstNonFinite = verdict.IsStopped ? verdict.Index : -1,
            Sums = report[.._info.Heads.Count],
            Denominators = numbers.Denominators,
        };
    }

    /// <summary>What has moved here goes on there; a device that is gone was asked before it went.</summary>
    public void BringBack()
    {
        if (_kernels.IsDisposed)
            return;
        _model.Parameters.Fetch(_readParameters);
        _state.Fetch();
    }

    public override void Dispose()
    {
        _kernels.Residents.Leave(this);
        try
        {
            Disposal.After(
                BringBack, [_heads, _segments, _tables, _rule, _verdict, _gradients, _order, .. _numbers]);
        }
        finally
        {
            _disposed = true;
        }
    }

    private void LaunchUpdate(double scale, double clipValue, double clipNorm)
    {
        _deviceRules.Scale(Flat, scale);
        _deviceRules.Prepare(_device.Parameters, Flat);
        bool clips = clipValue < double.PositiveInfinity;
        _verdict.Measure(
            Flat, _state.Step, clips ? double.PositiveInfinity : clipNorm, _verdict.LossSums, _info.Heads.Count);
        if (clips)
            _verdict.ClipByValue(Flat, clipValue, clipNorm);
        Move();
    }

    private void Move()
    {
        if (_stateVersion != _state.Version)
        {
            _rule.Upload();
            _stateVersion = _state.Version;
        }

        _rule.BeginStep(_rules.Frozen);
        foreach ((int start, int length, int tensor) in _deviceRules.Moving(_lazy, _state.Own))
            _rule.Update(_device.Parameters, Flat, _verdict, start, length, tensor);
        foreach (DeviceTable table in _tables.Tables)
        {
            if (!_lazy.Contains(table.Parameter) || _rules.IsFrozen(table.Parameter))
                continue;
            _rule.UpdateRows(_device.Parameters, Flat, _verdict, table);
        }
    }

    private void ReadParameters()
    {
        ThrowIfLost("parameters");
        _kernels.Read(_device.Parameters, _model.Parameters.Host);
    }

    private void ReadState()
    {
        ThrowIfLost("optimizer's state");
        _rule.Download();
    }

    // Where the device fails nothing can be brought back from it.
    private void ThrowIfLost(string what)
    {
        if (_disposed || _kernels.IsDisposed)
        {
            throw new ObjectDisposedException(
                _kernels.Device,
                $"The {what} of {_info.Name} had moved on {_kernels.Device}, which failed before they were read: load "
                + "them from a file.");
        }
    }

    private void DrawMasks(in LossBatch<T> batch)
    {
        for (int site = 0; site < _info.DropoutSites.Count; site++)
        {
            if (_drawn[Port.Mask(_info, site)])
                _masks.Draw(site, batch, _settings.Seed, _settings.Step, batch.First);
        }
    }

    private void SortTokens(in Slice<T> slice, bool adds)
    {
        for (int input = 0; input < _info.Inputs.Count; input++)
        {
            if (!_tables.Reads(input))
                continue;
            int axis = _info.Inputs[input].Axis;
            int steps = axis == 0 ? slice.Steps : slice.Axes[axis - 1].Steps;
            int* tokens = Workspace<T>.TokensOf(in slice, input);
            int* active = axis == 0 ? slice.Active : slice.Axes[axis - 1].Active;
            var counts = new ReadOnlySpan<int>(active, steps);
            _tables.Sort(input, new ReadOnlySpan<int>(tokens, steps * slice.Rows), slice.Rows, counts);
        }

        _tables.Touch(adds);
        foreach (DeviceTable table in _tables.Tables)
        {
            if (_lazy.Contains(table.Parameter))
                table.UploadRows();
        }
    }

    private LossBatch<T> BatchOf(in Slice<T> slice, int first)
    {
        for (int axis = 0; axis < _steps.Length; axis++)
            _steps[axis] = axis == 0 ? slice.Steps : slice.Axes[axis - 1].Steps;
        return new LossBatch<T>
        {
            Arena = _device.Batch.Arena,
            Integers = _device.Batch.Integers,
            Order = _order.View,
            Ports = _device.Ports,
            Rows = slice.Rows,
            Steps = _steps,
            First = first,
            Training = true,
            Parameters = _device.Parameters,
            PackedGradients = _device.Gradients,
        };
    }
}
