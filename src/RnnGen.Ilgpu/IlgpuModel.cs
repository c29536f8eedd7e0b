using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
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
        _packer = new DevicePacker<T>(kernels, Layout, model.Parameters.Length, PackedLength);
        _ports = new long[Port.Count(Info)];
        _extents = PortExtent.All(Info);
    }

    /// <summary>The accelerator.</summary>
    public KernelCache Kernels => _kernels;

    /// <summary>Kernels of the declaration's own losses, by head.</summary>
    public IReadOnlyList<DeviceObjective<T>?> Objectives => _program.Objectives;

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

    public override long Plan(ReadOnlySpan<AxisSize> axes, bool training, Span<long> ports)
    {
        long length = _program.Plan(axes, training, ports);
        return length < int.MaxValue
            ? length
            : throw new NotSupportedException(
                $"A batch of {axes[0].Rows} rows and {axes[0].Steps} steps takes {length} floats; a device's arena "
                + $"holds {int.MaxValue}. Take fewer rows at once.");
    }

    public override void Forward(in Slice<T> slice)
    {
        Start(slice);
        Copy(slice, ToDevice, static extent => extent.Role is PortRole.Input or PortRole.Initial or PortRole.Mask);
        _program.Forward(_run);
        Copy(slice, ToHost, static extent
            => extent.Role is PortRole.Output or PortRole.Final or PortRole.Alignment);
        _kernels.Stream.Synchronize();
    }

    public override void Backward(in Slice<T> slice)
    {
        Copy(slice, ToDevice, static extent => extent.Role is PortRole.OutputGradient or PortRole.FinalGradient);
        _gradients.Clear(GradientLength);
        _run.WantsInputGradient = slice.WantsInputGradient;
        _program.Backward(_run);
        bool features = slice.WantsInputGradient;
        Copy(slice, ToHost, extent => extent.Role is PortRole.InitialGradient or PortRole.TokenGradient
            || (features && extent.Role == PortRole.InputGradient));
        if (GradientLength > 0)
            ToHost(Gradients, slice.Gradients, 0, GradientLength);
        _kernels.Stream.Synchronize();
    }

    public override void BeginSteps(in Slice<T> slice)
    {
        Start(slice);
        Copy(slice, ToDevice, static extent => extent.Role is PortRole.Input or PortRole.Initial);
        _program.BeginSteps(_run);
        Copy(slice, ToHost, static extent => extent.Role == PortRole.StepInitial);
        _kernels.Stream.Synchronize();
    }

    public override void Advance(in Slice<T> slice)
    {
        WriteIntegers(slice);
        Copy(slice, ToDevice, static extent => extent.Role == PortRole.StepInitial);
        _program.Advance(_run);
        Copy(slice, ToHost, static extent
            => extent.Role is PortRole.StepFinal or PortRole.Output or PortRole.Alignment);
        _kernels.Stream.Synchronize();
    }

    /// <inheritdoc/>
    public override DeviceTraining<T> CreateTraining(
        Optimizer optimizer, OptimizerState<T> state, ParameterRules rules)
        => new IlgpuTraining<T>(this, _model, optimizer, state, rules);

    public override void Dispose()
    {
        _packer.Dispose();
        _parameters.Dispose();
        _packed.Dispose();
        _gradients.Dispose();
        _arena.Dispose();
        _run.FreeScratch();
        _integers.Dispose();
    }

    /// <summary>Takes a batch for training: its inputs, states and the masks that are given.</summary>
    /// <param name="slice">The batch.</param>
    /// <param name="isGiven">Whether a mask, by its port, has been written to the host's arena.</param>
    public void StartTraining(in Slice<T> slice, Func<int, bool> isGiven)
    {
        Start(slice);
        Copy(slice, ToDevice, extent => extent.Role is PortRole.Input or PortRole.Initial
            || (extent.Role == PortRole.Mask && isGiven(extent.Port)));
    }

    /// <summary>Launches the forward pass of what <see cref="StartTraining"/> took.</summary>
    public void LaunchForward() => _program.Forward(_run);

    /// <summary>Launches the backward pass, which adds to the packed gradients.</summary>
    public void LaunchBackward(in Slice<T> slice, Func<int, bool> hasGradient)
    {
        Copy(slice, Clear, extent => extent.Role == PortRole.FinalGradient
            || (extent.Role == PortRole.OutputGradient && !hasGradient(extent.Port)));
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
        bool features = slice.WantsInputGradient;
        Copy(slice, ToHost, extent
            => extent.Role is PortRole.Output or PortRole.Final or PortRole.Alignment or PortRole.InitialGradient
                || (features && extent.Role == PortRole.InputGradient));
        _kernels.Synchronize();
    }

    private void Start(in Slice<T> slice)
    {
        _kernels.Accelerator.Bind();
        Span<AxisSize> axes = stackalloc AxisSize[Info.Axes.Count];
        for (int axis = 0; axis < axes.Length; axis++)
            axes[axis] = new AxisSize(slice.Rows, StepsOf(slice, axis));
        _arenaView = _arena.Reserve(Plan(axes, slice.Training, _ports));
        if (_version != _model.Parameters.Version)
        {
            fixed (T* parameters = _model.Parameters.Flat)
                ToDevice(Parameters, parameters, 0, _model.Parameters.Length);
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
        ArrayView<int> integers = _integers.Reserve(length);
        fixed (int* values = _integerValues)
            integers.CopyFromCPU(_kernels.Stream, new ReadOnlySpan<int>(values, length));
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

    private delegate void Transfer(ArrayView<T> view, T* host, long from, long length);

    private void Copy(in Slice<T> slice, Transfer transfer, Func<PortExtent, bool> isWanted)
    {
        foreach (PortExtent extent in _extents)
        {
            if (!isWanted(extent) || _ports[extent.Port] < 0)
                continue;
            long rows = extent.PerStep ? (long)slice.Rows * StepsOf(slice, extent.Axis) : slice.Rows;
            long width = Round(extent.Role == PortRole.Alignment ? StepsOf(slice, extent.Width) : extent.Width);
            if (rows * width > 0)
                transfer(_arenaView, slice.Arena + _ports[extent.Port], _ports[extent.Port], rows * width);
        }
    }

    private static long Round(int width) => (width + Slice<T>.Padding - 1) / Slice<T>.Padding * Slice<T>.Padding;

    private void ToDevice(ArrayView<T> view, T* host, long from, long length)
    {
        if (length > 0)
            view.SubView(from, length).CopyFromCPU(_kernels.Stream, new ReadOnlySpan<T>(host, checked((int)length)));
    }

    private void Clear(ArrayView<T> view, T* host, long from, long length) => _run.Clear((int)from, (int)length);

    private void ToHost(ArrayView<T> view, T* host, long from, long length)
    {
        if (length > 0)
            view.SubView(from, length).CopyToCPU(_kernels.Stream, new Span<T>(host, checked((int)length)));
    }
}
