using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>
/// The memory that one batch is computed in, cut into slices. It grows to the largest batch seen and serves every
/// smaller one. Not for two threads at once.
/// </summary>
internal sealed unsafe class Workspace<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NativeBuffer<T> _arena = new();
    private readonly NativeBuffer<T> _packedGradients = new();
    private readonly NativeBuffer<int> _integers = new();
    private readonly NativeBuffer<SliceAxis> _sliceAxes = new();
    private readonly AxisOrder[] _moreAxes;
    private readonly MoreTokens _moreTokens;
    private readonly long[] _plannedPorts;
    private readonly SliceSlot<T>[] _slots = new SliceSlot<T>[RowOrder.MaxSlices];
    private int* _order;
    private int _firstStep;

    public Workspace(ModelProgram<T> program)
    {
        Program = program;
        Info = program.Info;
        GradientStride = Round(program.GradientLength);
        _moreAxes = [.. Info.Axes.Skip(1).Select(static _ => new AxisOrder())];
        _moreTokens = new MoreTokens(Info);
        _plannedPorts = new long[Port.Count(Info)];
        for (int i = 0; i < _slots.Length; i++)
            _slots[i] = new SliceSlot<T> { Ports = new long[Port.Count(Info)] };
    }

    public ModelProgram<T> Program { get; }

    public ModelInfo Info { get; }

    /// <summary>Rows of the batch.</summary>
    public int Rows { get; private set; }

    /// <summary>
    /// Steps of the first axis that are computed, of the batch as given or of a segment of it; the longest row may be
    /// shorter.
    /// </summary>
    public int Steps { get; private set; }

    /// <summary>Steps of the batch as given.</summary>
    public int BatchSteps { get; private set; }

    /// <summary>Whether a segment of the batch is computed.</summary>
    public bool IsCut => Steps < BatchSteps;

    /// <summary>Whether a backward pass can follow.</summary>
    public bool Training { get; private set; }

    public int SliceCount { get; private set; }

    /// <summary>Distance between the packed gradients of two slices, in floats.</summary>
    public long GradientStride { get; }

    /// <summary>The packed gradients of the first slice.</summary>
    public T* PackedGradients => _packedGradients.Pointer;

    /// <summary>Floats of the arenas of the largest batch so far.</summary>
    public long ArenaLength => _arena.Capacity;

    private long LoopBytes => Program.LoopWeights * sizeof(T);

    public SliceSlot<T> Slot(int slice) => _slots[slice];

    private int Slices(int rows) => Program.TakesWholeBatches ? 1 : RowOrder.SliceCount(rows, LoopBytes);

    /// <summary>The batch's step on an axis that is computed first; only the first axis is ever cut.</summary>
    public int FirstStepOn(int axis) => axis == 0 ? _firstStep : 0;

    /// <summary>Steps on an axis that are computed.</summary>
    public int StepsOf(int axis) => axis == 0 ? Steps : _moreAxes[axis - 1].Steps;

    /// <summary>Steps of the batch on an axis as given.</summary>
    public int BatchStepsOf(int axis) => axis == 0 ? BatchSteps : StepsOf(axis);

    /// <summary>Tokens of an input. [Steps, Rows]</summary>
    public static int* TokensOf(in Slice<T> slice, int input)
        => input == 0 ? slice.Tokens : slice.MoreTokens[input - 1];

    /// <summary>One axis of a slice; the first has no order beside its own.</summary>
    public SliceAxis Axis(SliceSlot<T> slot, int axis) => axis > 0 ? slot.Slice.Axes[axis - 1] : new SliceAxis
    {
        Rows = slot.Slice.Rows,
        Steps = slot.Slice.Steps,
        Lengths = slot.Slice.Lengths,
        Active = slot.Slice.Active,
        Base = null,
        Places = null,
    };

    /// <summary>The batch's row that stands at a place of a slice, in the order of an axis.</summary>
    public int RowAt(SliceSlot<T> slot, int axis, int row)
        => _order[slot.First + (axis == 0 ? row : slot.Slice.Axes[axis - 1].Base[row])];

    /// <summary>A port's memory.</summary>
    public T* At(SliceSlot<T> slot, int port) => slot.Slice.Arena + slot.Ports[port];

    public static bool IsPresent(SliceSlot<T> slot, int port) => slot.Ports[port] >= 0;

    public static int Stride(int width) => (int)Round(width);

    /// <summary>Plans a batch: order, slices, arenas. The lengths must be valid; none given means all full.</summary>
    public void Prepare(int rows, ReadOnlySpan<AxisBatch> axes, bool training, ParameterSet<T> parameters)
    {
        Rows = rows;
        Steps = BatchSteps = axes[0].Steps;
        _firstStep = 0;
        Training = training;
        SliceCount = Slices(rows);
        ReserveIntegers(rows, Steps);
        int* sorted = SortRows(rows, Steps, axes[0].Lengths.Span);
        for (int i = 0; i < SliceCount; i++)
        {
            SliceSlot<T> slot = _slots[i];
            slot.First = RowOrder.SliceStart(i, SliceCount, rows);
            slot.Rows = RowOrder.SliceStart(i + 1, SliceCount, rows) - slot.First;
            slot.Steps = sorted[slot.First];
        }

        SortMore(rows, axes[1..]);
        _moreTokens.Start(rows, MostSteps(axes));
        long arena = 0;
        Span<AxisSize> sizes = stackalloc AxisSize[axes.Length];
        for (int i = 0; i < SliceCount; i++)
        {
            SliceSlot<T> slot = _slots[i];
            sizes[0] = new AxisSize(slot.Rows, slot.Steps);
            for (int axis = 1; axis < sizes.Length; axis++)
                sizes[axis] = new AxisSize(slot.Rows, AxesOf(i)[axis - 1].Steps);
            slot.ArenaOffset = arena;
            arena += Round(Program.Plan(sizes, training, slot.Ports));
        }

        _arena.Reserve(arena);
        if (training)
            _packedGradients.Reserve(GradientStride * SliceCount);
        Bind(sorted, parameters);
    }

    /// <summary>Plans a segment of a batch for training.</summary>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="batchSteps">Steps of the batch.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="lengths">Steps of each row in the segment; none given means all.</param>
    /// <param name="parameters">The parameters.</param>
    public void PrepareSegment(
        int rows, int batchSteps, Segment segment, ReadOnlyMemory<int> lengths, ParameterSet<T> parameters)
    {
        Prepare(rows, [new AxisBatch(segment.Steps, lengths)], training: true, parameters);
        BatchSteps = batchSteps;
        _firstStep = segment.First;
    }

    /// <summary>
    /// Makes room for full batches of this size, with as many steps on every axis, or for the segments of them that a
    /// budget allows.
    /// </summary>
    public void Reserve(int rows, int steps, bool training, long budget = 0)
    {
        ReserveIntegers(rows, steps);
        foreach (AxisOrder axis in _moreAxes)
            axis.Reserve(rows, steps);
        _moreTokens.Reserve(rows, steps);
        long room = Room(rows, steps, training);
        _arena.Reserve(budget == 0 ? room : Math.Min(room, budget / sizeof(T)));
        if (training)
            _packedGradients.Reserve(GradientStride * Slices(rows));
    }

    /// <summary>Floats of all arenas of a full batch; no batch of fewer rows or steps needs more.</summary>
    public long Room(int rows, int steps, bool training)
    {
        int slices = Slices(rows);
        long room = 0;
        Span<AxisSize> sizes = stackalloc AxisSize[Info.Axes.Count];
        for (int i = 0; i < slices; i++)
        {
            int first = RowOrder.SliceStart(i, slices, rows), end = RowOrder.SliceStart(i + 1, slices, rows);
            sizes.Fill(new AxisSize(end - first, steps));
            room += Round(Program.Plan(sizes, training, _plannedPorts));
        }

        return room;
    }

    /// <summary>Whether Backward computes the gradient of the features; takes effect with the next batch.</summary>
    public bool WantsInputGradient { get; set; } = true;

    /// <summary>Whether the states before the first step are as declared.</summary>
    public bool StartsFromRest { get; set; }

    public void Dispose()
    {
        try
        {
            // It waits for copies that may still be on their way to what is freed here.
            (Program as DeviceModel<T>)?.Dispose();
        }
        finally
        {
            _arena.Dispose();
            _packedGradients.Dispose();
            _integers.Dispose();
            _sliceAxes.Dispose();
            foreach (AxisOrder axis in _moreAxes)
                axis.Dispose();
            _moreTokens.Dispose();
        }
    }

    // Order and sorted lengths [rows], the sort's counts [steps + 2], active rows of each slice [slices, steps] and
    // tokens [rows, steps].
    private void ReserveIntegers(int rows, int steps)
    {
        long length = (2L * rows) + steps + 2 + ((long)RowOrder.MaxSlices * steps);
        if (Info.Vocabulary > 0)
            length += (long)rows * steps;
        _integers.Reserve(length);
    }

    private int* SortRows(int rows, int steps, ReadOnlySpan<int> lengths)
    {
        _order = _integers.Pointer;
        int* sorted = _order + rows;
        var order = new Span<int>(_order, rows);
        if (lengths.IsEmpty)
        {
            for (int row = 0; row < rows; row++)
                order[row] = row;
            new Span<int>(sorted, rows).Fill(steps);
            return sorted;
        }

        RowOrder.Sort(lengths, new Span<int>(sorted + rows, steps + 2), order);
        for (int i = 0; i < rows; i++)
            sorted[i] = lengths[order[i]];
        return sorted;
    }

    private static int MostSteps(ReadOnlySpan<AxisBatch> axes)
    {
        int most = 0;
        foreach (AxisBatch axis in axes)
            most = Math.Max(most, axis.Steps);
        return most;
    }

    private SliceAxis* AxesOf(int slice) => _sliceAxes.Pointer + (slice * _moreAxes.Length);

    private void SortMore(int rows, ReadOnlySpan<AxisBatch> axes)
    {
        if (axes.IsEmpty)
            return;
        _sliceAxes.Reserve(RowOrder.MaxSlices * axes.Length);
        for (int axis = 0; axis < axes.Length; axis++)
        {
            AxisOrder order = _moreAxes[axis];
            order.Start(rows, axes[axis].Steps);
            for (int i = 0; i < SliceCount; i++)
            {
                AxesOf(i)[axis] = order.Sort(
                    axes[axis].Lengths.Span, new ReadOnlySpan<int>(_order, rows), i, _slots[i].First, _slots[i].Rows);
            }
        }
    }

    private void Bind(int* sorted, ParameterSet<T> parameters)
    {
        // A device has parameters of its own, and asks for these where it needs them; losses on the host read them.
        bool isHost = !Program.TakesWholeBatches;
        int* active = sorted + Rows + Steps + 2;
        int* tokens = active + ((long)RowOrder.MaxSlices * Steps);
        for (int i = 0; i < SliceCount; i++)
        {
            SliceSlot<T> slot = _slots[i];
            slot.Slice = new Slice<T>
            {
                Rows = slot.Rows,
                Steps = slot.Steps,
                Training = Training,
                Lengths = sorted + slot.First,
                Active = active,
                Axes = _moreAxes.Length > 0 ? AxesOf(i) : null,
                Tokens = Info.Vocabulary > 0 ? tokens : null,
                MoreTokens = _moreTokens.Bind(i, slot.Rows, slot.Steps, AxesOf(i)),
                Arena = _arena.Pointer + slot.ArenaOffset,
                Packed = isHost ? parameters.Packed : null,
                Parameters = isHost ? parameters.Pointer : parameters.HostPointer,
                Folded = isHost ? parameters.Folded : null,
                Gradients = Training ? _packedGradients.Pointer + (i * GradientStride) : null,
                WantsInputGradient = WantsInputGradient,
            };
            RowOrder.CountActive(
                new ReadOnlySpan<int>(sorted + slot.First, slot.Rows), new Span<int>(active, slot.Steps));
            active += slot.Steps;
            tokens += (long)slot.Steps * slot.Rows;
        }
    }

    private static long Round(long length)
    {
        long padding = Slice<T>.Padding;
        return (length + padding - 1) / padding * padding;
    }
}
