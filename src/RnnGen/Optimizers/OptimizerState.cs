namespace RnnGen;

/// <summary>
/// What an optimizer remembers of one flat parameter buffer: some buffers as long as the parameters, a step counter and
/// a few scalars. Made by <see cref="Optimizer.CreateState{T}(int)"/>; a checkpoint holds exactly this.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
public sealed class OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _buffers;
    private readonly double[] _scalars;
    private Action? _fetch;

    internal OptimizerState(int length, int bufferCount, int scalarCount, int tensors)
    {
        Length = length;
        BufferCount = bufferCount;
        _buffers = GC.AllocateArray<T>(checked(length * bufferCount), pinned: true);
        _scalars = new double[scalarCount];
        Own = new TensorCounts(tensors, scalarCount);
    }

    /// <summary>Number of parameters.</summary>
    public int Length { get; }

    /// <summary>Number of buffers of <see cref="Length"/> floats.</summary>
    public int BufferCount { get; }

    /// <summary>Steps taken.</summary>
    public long Step { get; internal set; }

    /// <summary>
    /// Counts what has made the buffers others here, or may have: a device that has a copy compares it.
    /// </summary>
    internal long Version { get; private set; }

    /// <summary>Running scalars, such as powers of a decay.</summary>
    public Span<double> Scalars => _scalars;

    /// <summary>
    /// One row a tensor: how many steps it has missed, frozen, and its own running scalars where it has missed any.
    /// [tensors, 1 + scalars]; empty where the state was made for a length and knows no tensors.
    /// </summary>
    public ReadOnlySpan<double> TensorScalars => Own.Rows;

    internal TensorCounts Own { get; }

    /// <summary>
    /// All buffers, one after the other; pinned. What is written counts from the next step on. Ask again behind each
    /// step: those of a device are copied here when asked for.
    /// </summary>
    public Span<T> Buffers
    {
        get
        {
            Fetch();
            Version++;
            return _buffers;
        }
    }

    /// <summary>As <see cref="Buffers"/>, whether or not a device has moved its copy.</summary>
    internal Span<T> Host => _buffers;

    /// <summary>One buffer, a part of <see cref="Buffers"/>.</summary>
    public Span<T> Buffer(int index) => Buffers.Slice(index * Length, Length);

    /// <summary>The buffers, for those who write nothing.</summary>
    internal ReadOnlySpan<T> Read()
    {
        Fetch();
        return _buffers;
    }

    /// <summary>Takes over a saved state; nothing changes when a length differs.</summary>
    /// <param name="step">Steps taken.</param>
    /// <param name="scalars">Running scalars.</param>
    /// <param name="buffers">All buffers.</param>
    /// <param name="tensorScalars">What <see cref="TensorScalars"/> was; empty where no tensor was frozen.</param>
    /// <exception cref="ArgumentException">
    /// A length is not this state's: the state is another optimizer's or model's.
    /// </exception>
    public void Restore(
        long step, ReadOnlySpan<double> scalars, ReadOnlySpan<T> buffers, ReadOnlySpan<double> tensorScalars = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (scalars.Length != _scalars.Length)
        {
            throw new ArgumentException(
                $"This optimizer keeps {_scalars.Length} scalars, the saved state has {scalars.Length}.",
                nameof(scalars));
        }

        if (buffers.Length != _buffers.Length)
        {
            throw new ArgumentException(
                $"This optimizer keeps {BufferCount} x {Length} floats, the saved state has {buffers.Length}.",
                nameof(buffers));
        }

        if (!tensorScalars.IsEmpty && tensorScalars.Length != Own.Rows.Length)
        {
            throw new ArgumentException(
                $"This optimizer keeps {Own.Rows.Length} scalars of single tensors, the saved state has "
                    + $"{tensorScalars.Length}.",
                nameof(tensorScalars));
        }

        Own.Restore(tensorScalars);

        // What a device has moved is not asked for: it may have failed.
        _fetch = null;
        Step = step;
        Version++;
        scalars.CopyTo(_scalars);
        buffers.CopyTo(_buffers);
    }

    /// <summary>Steps taken with a tensor; -1 stands for those that missed none.</summary>
    internal long StepOf(int tensor) => tensor < 0 ? Step : Step - Own.Missed(tensor);

    /// <summary>Running scalars of a tensor; -1 stands for those that missed no step.</summary>
    internal Span<double> ScalarsOf(int tensor) =>
        tensor < 0 || Own.Missed(tensor) == 0 ? _scalars : Own.Scalars(tensor);

    /// <summary>Takes over another state of the same optimizer and length.</summary>
    public void CopyFrom(OptimizerState<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Restore(other.Step, other._scalars, other.Read(), other.Own.Any ? other.Own.Rows : []);
    }

    /// <summary>A device has moved its copy: whoever reads the buffers here next copies them from there.</summary>
    /// <param name="fetch">Writes <see cref="Host"/>.</param>
    internal void MoveElsewhere(Action fetch) => _fetch = fetch;

    /// <summary>Brings back what a device has moved.</summary>
    internal void Fetch()
    {
        _fetch?.Invoke();
        _fetch = null;
    }
}
