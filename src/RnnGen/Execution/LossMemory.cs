using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>
/// Memory of a loss beside the arena: scratch of each slice, and the gradients of the loss's own parameters, which are
/// summed in double and join the slice's packed gradients when its backward pass has run.
/// </summary>
internal sealed unsafe class LossMemory<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _work;
    private readonly Loss<T> _loss;
    private readonly int _axis;
    private readonly NativeBuffer<double> _buffer = new();
    private readonly long _first;
    private readonly GradientBlock[] _matrices = [];
    private readonly VectorBlock[] _vectors = [];
    private long _stride;

    /// <exception cref="ArgumentException">The tensors of the loss are not what it learns.</exception>
    public LossMemory(Workspace<T> work, Loss<T> loss, int axis)
    {
        _work = work;
        _loss = loss;
        _axis = axis;
        ParameterInfo[] tensors = [.. loss.Info.Parameters.Select(i => work.Info.Parameters[i])];
        long count = tensors.Sum(static tensor => tensor.Length);
        if (count != loss.ParameterCount)
        {
            throw new ArgumentException(
                $"Parameters have {count} floats; {loss.Info.Kind} over {loss.Outputs} outputs learns "
                    + $"{loss.ParameterCount}.", nameof(loss));
        }

        if (count == 0)
            return;
        _first = tensors[0].Offset;
        WeightLayout layout = work.Program.Layout;
        _matrices = [.. layout.Gradients.Where(block => IsOwn(block.Weights))];
        _vectors = [.. layout.VectorGradients.Where(block => IsOwn(block.Weights))];
    }

    /// <summary>Doubles that there is room for.</summary>
    public long Capacity => _buffer.Capacity;

    /// <summary>Makes room for batches of this size.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="steps">Steps.</param>
    /// <param name="targets">Target classes of a row, where they have lengths of their own.</param>
    public void Reserve(int rows, int steps, int targets) =>
        _buffer.Reserve(Length(steps, targets) * Math.Min(rows, RowOrder.MaxSlices));

    /// <summary>Makes room for the batch at hand.</summary>
    /// <param name="targets">Target classes of a row, at most.</param>
    public void Prepare(int targets)
    {
        _stride = Length(_work.StepsOf(_axis), targets);
        _buffer.Reserve(_stride * _work.SliceCount);
    }

    /// <summary>A slice's memory, with gradients of 0 while training.</summary>
    public LossSlice<T> Start(int slice)
    {
        double* own = _buffer.Pointer + (slice * _stride);
        new Span<double>(own, _loss.ParameterCount).Clear();
        var memory = new LossSlice<T>
        {
            Parameters = _work.Slot(slice).Slice.Parameters + _first,
            ParameterGradients = _work.Training ? own : null,
            Scratch = own + _loss.ParameterCount,
        };
        _loss.StartSlice(memory);
        return memory;
    }

    /// <summary>Writes the gradients of the loss's parameters to their places in a slice's packed gradients.</summary>
    public void WriteGradients(int slice)
    {
        double* own = _buffer.Pointer + (slice * _stride);
        T* packed = _work.Slot(slice).Slice.Gradients;
        foreach (GradientBlock block in _matrices)
        {
            for (int unit = 0; unit < block.Units; unit++)
            {
                double* row = own + (block.Weights - _first) + ((long)unit * block.RowLength);
                for (int k = 0; k < block.K; k++)
                    packed[block.Packed + ((long)k * block.Stride) + unit] = FloatCast<T>.FromDouble(row[k]);
            }
        }

        foreach (VectorBlock block in _vectors)
        {
            double* source = own + (block.Weights - _first);
            for (int i = 0; i < block.Units; i++)
                packed[block.Packed + i] = FloatCast<T>.FromDouble(source[i]);
        }
    }

    public void Dispose() => _buffer.Dispose();

    private bool IsOwn(long weights) => weights >= _first && weights < _first + _loss.ParameterCount;

    private long Length(int steps, int targets) => _loss.ParameterCount + _loss.ScratchLength(steps, targets);
}
