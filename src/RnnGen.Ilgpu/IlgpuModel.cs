using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using RnnGen.Execution;
using RnnGen.Ilgpu.Program;
using RnnGen.Ilgpu.Training;
using RnnGen.Program;

namespace RnnGen.Ilgpu;

/// <summary>
/// A model on an accelerator: copies what the host wrote at ports to the device, launches, and copies what the host
/// reads at ports back.
/// </summary>
internal sealed unsafe class IlgpuModel<T> : DeviceModel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceProgram<T> _program;
    private readonly KernelCache _kernels;
    private readonly DeviceRun<T> _run;
    private readonly DeviceBuffer<T> _parameters;
    private readonly DeviceBuffer<T> _packed;
    private readonly DeviceBuffer<T> _gradients;
    private readonly DevicePacker<T> _packer;
    private readonly Model<T> _model;
    private long _version = -1;
    private readonly long[] _ports;
    private readonly PortExtent[] _extents;
    private readonly DeviceBuffer<T> _arena;
    private readonly DeviceBuffer<int> _integers;
    private ArrayView<T> _arenaView;
    private int[] _integerValues = [];
    private int[] _integersThere = [];
    private int _integerCount;

    public IlgpuModel(Model<T> model, DeviceProgram<T> program, KernelCache kernels)
        : base(model.Program)
    {
        _program = program;
        _kernels = kernels;
        _run = new DeviceRun<T>(kernels);
        _model = model;
        _parameters = new DeviceBuffer<T>(kernels);
        _packed = new DeviceBuffer<T>(kernels);
        _gradients = new DeviceBuffer<T>(kernels);
        _arena = new DeviceBuffer<T>(kernels);
        _integers = new DeviceBuffer<int>(kernels);
        Uploads = new Uploads(kernels);
        _packer = new DevicePacker<T>(kernels, Layout, model.Parameters.Length, PackedLength);
        _ports = new long[Port.Count(Info)];
        _extents = PortExtent.All(Info);
    }

    /// <summary>The accelerator.</summary>
    public KernelCache Kernels => _kernels;

    /// <summary>Kernels of the declaration's own losses, by head.</summary>
    public IReadOnlyList<DeviceObjective<T>?> Objectives => _program.Objectives;

    /// <summary>What batches go to the device by.</summary>
    public Uploads Uploads { get; }

    /// <summary>Where ports are of the batch at hand.</summary>
    public long[] Ports => _ports;

    /// <summary>The batch at hand.</summary>
    public ref readonly DeviceSlice<T> Batch => ref _run.Slice;

    /// <summary>The flat parameters.</summary>
    public ArrayView<T> Parameters => _parameters.Reserve(Math.Max(1, _model.Parameters.Length));

    /// <summary>The packed gradients.</summary>
    public ArrayView<T> Gradients => _gradients.Reserve(Math.Max(1, GradientLength));

    private ArrayView<T> Packed => _packed.Reserve(Math.Max(1, PackedLength));

    /// <summary>How time loops run.</summary>
    public LoopPlan LoopPlan
    {
        init => _run.Plan = value;
    }

    /// <inheritdoc/>
    internal override long MostFloats => int.MaxValue;

    public override long Plan(ReadOnlySpan<AxisSize> axes, bool training, Span<long> ports)
        => _program.Plan(axes, training, ports);

    public override void Forward(in Slice<T> slice)
    {
        Start(slice);
        ToDevice(slice, PortRole.Input | PortRole.Initial | PortRole.Mask);
        Uploads.End();
        _program.Forward(_run);
        ToHost(slice, PortRole.Output | PortRole.Final | PortRole.Alignment);
    }

    public override void Backward(in Slice<T> slice)
    {
        Uploads.Begin();
        ToDevice(slice, PortRole.OutputGradient | PortRole.FinalGradient);
        Uploads.End();
        _gradients.Clear(GradientLength);
        _run.WantsInputGradient = slice.WantsInputGradient;
        _program.Backward(_run);
        if (GradientLength > 0)
            _kernels.Receive(Gradients.SubView(0, GradientLength), slice.Gradients);
        ToHost(slice, PortRole.InitialGradient | PortRole.TokenGradient | InputGradients(slice));
    }

    public override void BeginSteps(in Slice<T> slice)
    {
        Start(slice);
        ToDevice(slice, PortRole.Input | PortRole.Initial);
        Uploads.End();
        _program.BeginSteps(_run);
        ToHost(slice, PortRole.StepInitial);
    }

    public override void Advance(in Slice<T> slice)
    {
        Uploads.Begin();
        WriteIntegers(slice);
        ToDevice(slice, PortRole.StepInitial);
        Uploads.End();
        _program.Advance(_run);
        ToHost(slice, PortRole.StepFinal | PortRole.Output | PortRole.Alignment);
    }

    /// <inheritdoc/>
    public override DeviceTraining<T> CreateTraining(
        Optimizer optimizer, OptimizerState<T> state, ParameterRules rules)
    {
        _kernels.RequireDoubles(
            "in which training sums losses and norms. Models in float32 predict, decode and are evaluated on it; train "
            + "them on the processor or on another device");
        return Construction.Of(() => new IlgpuTraining<T>(this, _model, optimizer, state, rules));
    }

    public override void Dispose() => Disposal.After(
        _run.FreeScratch, _packer, _parameters, _packed, _gradients, _arena, _integers, Uploads);

    /// <summary>
    /// Takes a batch for training: its inputs, states and the masks that are given. The caller ends the uploads.
    /// </summary>
    /// <param name="slice">The batch.</param>
    /// <param name="drawn">By port, which masks the device draws.</param>
    /// <param name="hasStates">Whether its initial states are at the host's ports, and not already here.</param>
    public void StartTraining(in Slice<T> slice, bool[] drawn, bool hasStates)
    {
        Start(slice);
        ToDevice(slice, PortRole.Input | PortRole.Mask | (hasStates ? PortRole.Initial : PortRole.None), drawn);
    }

    /// <summary>Launches the forward pass of what <see cref="StartTraining"/> took.</summary>
    public void LaunchForward() => _program.Forward(_run);

    /// <summary>Launches the backward pass, which adds to the packed gradients.</summary>
    /// <param name="slice">The batch.</param>
    /// <param name="written">By port, which gradients of outputs and final states are here; others are zero.</param>
    public void LaunchBackward(in Slice<T> slice, bool[] written)
    {
        foreach (PortExtent extent in _extents)
        {
            long length = Length(slice, extent, PortRole.FinalGradient | PortRole.OutputGradient, written);
            if (length > 0)
                _run.Clear((int)_ports[extent.Port], (int)length);
        }

        _run.WantsInputGradient = slice.WantsInputGradient;
        _program.Backward(_run);
    }

    /// <summary>Zeroes the packed gradients.</summary>
    public void ClearGradients() => _gradients.Clear(Math.Max(1, GradientLength));

    /// <summary>Writes the flat gradients from the packed ones, or adds to them.</summary>
    public void Collect(ArrayView<T> flat, bool adds) => _packer.Collect(Gradients, flat, adds);

    /// <summary>The parameters have moved here, or were copied: what is packed follows.</summary>
    public void Pack()
    {
        _packer.Pack(Parameters, Packed);
        _version = _model.Parameters.Version;
    }

    /// <summary>Brings what the host reads of a batch that was trained on to its ports.</summary>
    public void ReadPorts(in Slice<T> slice)
    {
        ToHost(
            slice,
            PortRole.Output | PortRole.Final | PortRole.Alignment | PortRole.InitialGradient | InputGradients(slice));
    }

    private void Start(in Slice<T> slice)
    {
        _kernels.ThrowIfDisposed();
        _kernels.Accelerator.Bind();
        Uploads.Begin();
        Span<AxisSize> axes = stackalloc AxisSize[Info.Axes.Count];
        for (int axis = 0; axis < axes.Length; axis++)
            axes[axis] = new AxisSize(slice.Rows, StepsOf(slice, axis));
        long length = Plan(axes, slice.Training, _ports);
        if (length > MostFloats)
        {
            throw new NotSupportedException(
                $"A batch of {slice.Rows} rows and {slice.Steps} steps takes {length} floats; a device's arena holds "
                + $"{MostFloats}. Take fewer rows at once, or train within an ActivationBudget.");
        }

        _arenaView = _arena.Reserve(length);
        _kernels.Poison(_arenaView);
        if (_version != _model.Parameters.Version)
        {
            Uploads.Copy<T>(_model.Parameters.Flat, Parameters);
            Pack();
        }

        _run.Training = slice.Training;
        WriteIntegers(slice);
    }

    private void WriteIntegers(in Slice<T> slice)
    {
        int[][] active = _run.ActiveRows.Length == Info.Axes.Count ? _run.ActiveRows : new int[Info.Axes.Count][];
        if (_run.TokensAt.Length == 0)
            _run.TokensAt = new int[Info.Inputs.Count];
        int length = DeviceIntegers.Write(Info, slice, ref _integerValues, active, _run.TokensAt);
        _run.ActiveRows = active;
        ArrayView<int> integers = GiveIntegers(length);
        _run.Batch = new DeviceSlice<T>
        {
            Arena = _arenaView,
            Parameters = Parameters,
            Packed = Packed,
            Gradients = slice.Training ? Gradients : Gradients.SubView(0, 0),
            Integers = integers,
            Rows = slice.Rows,
            Steps = slice.Steps,
            Steps1 = Info.Axes.Count > 1 ? slice.Axes[0].Steps : 0,
            Steps2 = Info.Axes.Count > 2 ? slice.Axes[1].Steps : 0,
            Steps3 = Info.Axes.Count > 3 ? slice.Axes[2].Steps : 0,
        };
    }

    private static int StepsOf(in Slice<T> slice, int axis) => axis == 0 ? slice.Steps : slice.Axes[axis - 1].Steps;

    // A decoder's steps and the batches of an epoch often have the same ones: what is there already is not copied.
    private ArrayView<int> GiveIntegers(int length)
    {
        ReadOnlySpan<int> values = _integerValues.AsSpan(0, length);
        if (length <= _integers.Capacity && values.SequenceEqual(_integersThere.AsSpan(0, _integerCount)))
            return _integers.Reserve(length);
        _integerCount = 0; // until the copy is on its way
        ArrayView<int> integers = _integers.Reserve(length);
        Uploads.Copy(values, integers);
        (_integerValues, _integersThere, _integerCount) = (_integersThere, _integerValues, length);
        return integers;
    }

    private static PortRole InputGradients(in Slice<T> slice)
        => slice.WantsInputGradient ? PortRole.InputGradient : PortRole.None;

    private void ToDevice(in Slice<T> slice, PortRole roles, bool[]? skipped = null)
    {
        foreach (PortExtent extent in _extents)
        {
            long length = Length(slice, extent, roles, skipped), from = _ports[extent.Port];
            if (length > 0)
            {
                Uploads.Copy(
                    new ReadOnlySpan<T>(slice.Arena + from, checked((int)length)), _arenaView.SubView(from, length));
            }
        }
    }

    /// <summary>Brings ports to the host; waits for everything.</summary>
    private void ToHost(in Slice<T> slice, PortRole roles)
    {
        foreach (PortExtent extent in _extents)
        {
            long length = Length(slice, extent, roles), from = _ports[extent.Port];
            if (length > 0)
                _kernels.Receive(_arenaView.SubView(from, length), slice.Arena + from);
        }

        _kernels.Synchronize();
    }

    /// <summary>Floats of a port of one of some roles; 0 where it is absent, has another role or is skipped.</summary>
    private long Length(in Slice<T> slice, in PortExtent extent, PortRole roles, bool[]? skipped = null)
    {
        if ((extent.Role & roles) == 0 || _ports[extent.Port] < 0 || (skipped != null && skipped[extent.Port]))
            return 0;
        long rows = extent.PerStep ? (long)slice.Rows * StepsOf(slice, extent.Axis) : slice.Rows;
        int width = extent.Role == PortRole.Alignment ? StepsOf(slice, extent.Width) : extent.Width;
        return rows * Workspace<T>.Stride(width);
    }
}
