using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Training;

/// <summary>
/// A training step on a device: launches only, from the inputs to the parameters. Targets go there before the first,
/// and the losses' sums and the verdict come back behind the last.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal sealed unsafe class IlgpuTraining<T> : DeviceTraining<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IlgpuModel<T> _device;
    private readonly Model<T> _model;
    private readonly ModelInfo _info;
    private readonly KernelCache _kernels;
    private readonly Optimizer _optimizer;
    private readonly OptimizerState<T> _state;
    private readonly ParameterRules _rules;
    private readonly DeviceHead<T>?[] _heads;
    private readonly DeviceTables<T> _tables;
    private readonly DeviceMasks<T> _masks;
    private readonly DeviceRules<T> _deviceRules;
    private readonly DeviceOptimizer<T> _rule;
    private readonly StepVerdict<T> _verdict;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _gradients;
    private readonly MemoryBuffer1D<double, Stride1D.Dense> _sums;
    private readonly double[] _hostSums;
    private readonly int[] _steps;
    private readonly HashSet<int> _lazy;
    private MemoryBuffer1D<int, Stride1D.Dense>? _order;
    private int[] _lengths = [];
    private double[] _scalars = [];
    private long _restored;
    private bool _hasSums;
    private bool _isStateBehind;

    public IlgpuTraining(
        IlgpuModel<T> device, Model<T> model, Optimizer optimizer, OptimizerState<T> state, ParameterRules rules)
    {
        (_device, _model, _info, _kernels) = (device, model, model.Info, device.Kernels);
        (_optimizer, _state, _rules) = (optimizer, state, rules);
        _heads = [.. model.Losses.Select((loss, head) => loss == null ? null
            : new DeviceHead<T>(
                _kernels, _info, head,
                DeviceLoss<T>.Create(
                    _kernels, loss, _info, model.Program.Layout, device.Objectives.ElementAtOrDefault(head))))];
        _tables = new DeviceTables<T>(_kernels, _info, model.Program.Layout);
        _masks = new DeviceMasks<T>(_kernels, _info);
        _deviceRules = new DeviceRules<T>(_kernels, _info, rules);
        _rule = new DeviceOptimizer<T>(_kernels, optimizer, state);
        _verdict = new StepVerdict<T>(_kernels);
        _gradients = StateBuffers.Zeros<T>(_kernels.Accelerator, model.Parameters.Length);
        _hostSums = new double[2 * _info.Heads.Count];
        _sums = StateBuffers.Zeros<double>(_kernels.Accelerator, _hostSums.Length);
        _steps = new int[_info.Axes.Count];
        _restored = state.Restored;
        _lazy = optimizer is LazyAdam
            ? [.. _tables.Tables.Where(static table => !table.IsTied).Select(static table => table.Parameter)] : [];
    }

    private ArrayView<T> Flat => _gradients.View.AsContiguous();

    public override void Compute(
        in Slice<T> slice, Batch<T> batch, ReadOnlySpan<AxisBatch> axes, ReadOnlySpan<int> order,
        in DeviceBatchSettings settings)
    {
        _device.StartTraining(slice, port => IsGiven(batch, port));
        StateBuffers.Reserve(_kernels.Accelerator, ref _order, order.Length);
        StateBuffers.Write(_kernels.Stream, _order!, order);
        GiveTargets(batch, axes, settings.Divisors);
        SortTokens(slice, settings.Adds);
        LossBatch<T> losses = Losses(slice);
        for (int site = 0; site < _info.DropoutSites.Count; site++)
        {
            if (!IsGiven(batch, Port.Mask(_info, site)))
                _masks.Draw(site, losses, settings.Seed, settings.Step);
        }

        _device.ClearGradients();
        _device.LaunchForward();
        foreach (DeviceHead<T>? head in _heads)
            head?.Compute(losses, _sums.View.AsContiguous());
        _device.LaunchBackward(slice, HasGradient);
        _device.Collect(Flat, settings.Adds);
        _tables.Add(losses.Arena, _device.Ports, Flat);
        _hasSums = false;
    }

    public override void ReadPorts(in Slice<T> slice) => _device.ReadPorts(slice);

    public override double LossSum(int head)
    {
        if (!_hasSums)
            StateBuffers.Read(_kernels.Stream, _sums, _hostSums);
        _hasSums = true;
        return _hostSums[head];
    }

    public override double Denominator(int head) => _heads[head]!.Denominator;

    public override int LossCount(int head) => _heads[head]!.LossCount;

    public override void ReadLosses(int head, Span<double> losses) => _heads[head]!.ReadLosses(losses);

    public override void ReadGradients(Span<T> gradients) => StateBuffers.Read(_kernels.Stream, _gradients, gradients);

    public override bool Update(double scale, double clipValue, double clipNorm, out double norm)
    {
        _deviceRules.Scale(Flat, scale);
        _deviceRules.Prepare(_device.Parameters, Flat);
        bool clips = clipValue < double.PositiveInfinity;
        _verdict.Measure(
            Flat, _state.Step, clips ? double.PositiveInfinity : clipNorm, _sums.View.AsContiguous(),
            _info.Heads.Count);
        if (clips)
            _verdict.ClipByValue(Flat, clipValue, clipNorm);
        Move();
        StepReport report = _verdict.Read();
        norm = report.Norm;
        if (report.IsStopped)
        {
            // Nothing has moved there; here a step was counted.
            _scalars.CopyTo(_state.Scalars);
            _state.Step--;
            _verdict.Reset();
            return false;
        }

        _model.Parameters.MoveElsewhere(ReadParameters);
        _device.Pack();
        _isStateBehind = true;
        return true;
    }

    public override void ReadState()
    {
        if (!_isStateBehind)
            return;
        _isStateBehind = false;
        _rule.Download();
    }

    public override void Dispose()
    {
        // What has moved here goes on there.
        _ = _model.Parameters.Flat;
        ReadState();
        foreach (DeviceHead<T>? head in _heads)
            head?.Dispose();
        _tables.Dispose();
        _rule.Dispose();
        _verdict.Dispose();
        _gradients.Dispose();
        _sums.Dispose();
        _order?.Dispose();
    }

    private void Move()
    {
        if (_restored != _state.Restored)
        {
            _rule.Upload();
            _restored = _state.Restored;
        }

        Array.Resize(ref _scalars, _state.Scalars.Length);
        _state.Scalars.CopyTo(_scalars);
        _rule.BeginStep();
        foreach ((int start, int length) in _deviceRules.Moving(_lazy))
            _rule.Update(_device.Parameters, Flat, _verdict, start, length);
        foreach (DeviceTable table in _tables.Tables)
        {
            if (!_lazy.Contains(table.Parameter) || _rules.IsFrozen(table.Parameter))
                continue;
            table.UploadRows();
            _rule.UpdateRows(_device.Parameters, Flat, _verdict, table);
        }
    }

    private void ReadParameters()
    {
        _device.Parameters.SubView(0, Math.Max(1, _model.Parameters.Length))
            .CopyToCPU(_kernels.Stream, _model.Parameters.Host);
    }

    private void GiveTargets(Batch<T> batch, ReadOnlySpan<AxisBatch> axes, double[]? divisors)
    {
        for (int number = 0; number < _heads.Length; number++)
        {
            if (_heads[number] is not { } head)
                continue;
            AxisBatch axis = axes[_info.Heads[number].Axis];
            Array.Resize(ref _lengths, batch.Rows);
            for (int row = 0; row < _lengths.Length; row++)
                _lengths[row] = axis.LengthOf(row);
            head.Prepare(batch.Target(_info, number), _lengths, axis.Steps, divisors?[number]);
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
    }

    private LossBatch<T> Losses(in Slice<T> slice)
    {
        for (int axis = 0; axis < _steps.Length; axis++)
            _steps[axis] = axis == 0 ? slice.Steps : slice.Axes[axis - 1].Steps;
        return new LossBatch<T>
        {
            Arena = _device.Batch.Arena,
            Integers = _device.Batch.Integers,
            Order = _order!.View.AsContiguous(),
            Ports = _device.Ports,
            Rows = slice.Rows,
            Steps = _steps,
            Training = true,
            Parameters = _device.Parameters,
            PackedGradients = _device.Gradients,
        };
    }

    private bool HasGradient(int port)
    {
        for (int head = 0; head < _heads.Length; head++)
        {
            if (port == Port.OutputGradient(_info, head))
                return _heads[head] != null;
        }

        return false;
    }

    private bool IsGiven(Batch<T> batch, int port)
    {
        if (batch.DropoutMasks == null)
            return false;
        for (int site = 0; site < _info.DropoutSites.Count; site++)
        {
            if (port == Port.Mask(_info, site))
                return batch.DropoutMasks.ContainsKey(_info.DropoutSites[site].Name);
        }

        return false;
    }
}
