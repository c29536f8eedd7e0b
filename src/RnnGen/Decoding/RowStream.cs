using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Streams of several sequences side by side: one step of all rows at a time in the evaluation form, each row with the
/// bits of a stream of its own. Units are the network's. A step allocates nothing.
/// </summary>
internal sealed unsafe class RowStream<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly ModelInfo _info;
    private readonly Workspace<T> _work;
    private readonly RowStepWork<T> _step;

    // Where each sequence goes on, one state after the other. [Sequences, Size] each
    private readonly T[] _states;

    /// <summary>Reads how each sequence begins; none of them need have a step.</summary>
    public RowStream(Model<T> model, Batch<T> beginnings)
    {
        _model = model;
        _info = model.Info;
        _work = new Workspace<T>(model.OpenProgram());
        _step = new RowStepWork<T>(_work);
        _states = new T[BatchChecks<T>.StateLength(_info, beginnings.Rows)];
        Sequences = beginnings.Rows;
        Read(beginnings);
    }

    /// <summary>Number of sequences.</summary>
    public int Sequences { get; }

    /// <summary>Puts rows <c>s * rowsPerSequence + i</c> behind the beginning of sequence s.</summary>
    public void Begin(int rowsPerSequence)
    {
        int rows = checked(Sequences * rowsPerSequence);
        _work.Prepare(rows, [new AxisBatch(1, default)], training: false, _model.Parameters);
        ReadOnlySpan<T> states = _states;
        for (int s = 0; s < _info.States.Count; s++)
        {
            int size = _info.States[s].Size;
            for (int row = 0; row < rows; row++)
            {
                var target = new Span<T>(At(Port.Initial(_info, s), row, size), Workspace<T>.Stride(size));
                states.Slice(row / rowsPerSequence * size, size).CopyTo(target);
                target[size..].Clear();
            }

            states = states[(Sequences * size)..];
        }
    }

    /// <summary>One step of a model that reads tokens.</summary>
    /// <param name="tokens">The tokens. [rows]</param>
    /// <param name="outputs">Receives the outputs. [rows, O]</param>
    public void Step(ReadOnlySpan<int> tokens, Span<T> outputs) => Step(tokens, default, outputs);

    /// <summary>One step of a model that reads features.</summary>
    /// <param name="features">The features. [rows, F]</param>
    /// <param name="outputs">Receives the outputs. [rows, O]</param>
    public void Step(ReadOnlySpan<T> features, Span<T> outputs) => Step(default, features, outputs);

    /// <summary>Each row goes on from where another one was after the last step.</summary>
    /// <param name="parents">The row that each goes on from. [rows]</param>
    public void Reorder(ReadOnlySpan<int> parents)
    {
        for (int s = 0; s < _info.States.Count; s++)
        {
            int size = _info.States[s].Size;
            for (int row = 0; row < parents.Length; row++)
            {
                if (parents[row] == row)
                    continue;

                // The final states are still those of the last step.
                var source = new ReadOnlySpan<T>(At(Port.Final(_info, s), parents[row], size), size);
                source.CopyTo(new Span<T>(At(Port.Initial(_info, s), row, size), size));
            }
        }
    }

    public void Dispose() => _work.Dispose();

    private void Read(Batch<T> beginnings)
    {
        var forward = new ForwardWork<T>(_work);
        AxisBatch axis = new(beginnings.Steps, beginnings.Lengths);
        _work.Prepare(beginnings.Rows, [axis], training: false, _model.Parameters);
        fixed (T* features = beginnings.Features.Span, states = _states)
        fixed (int* tokens = beginnings.Tokens.Span)
        {
            forward.Inputs[0] = beginnings.HasTokens ? (void*)tokens : features;
            TeamRule.Run(forward, _work, _model);
            for (int i = 0; i < _work.SliceCount; i++)
                Exchange<T>.ReadStates(_work, _work.Slot(i), gradients: false, states);
        }

        GC.KeepAlive(_model);
    }

    private void Step(ReadOnlySpan<int> tokens, ReadOnlySpan<T> features, Span<T> outputs)
    {
        fixed (int* read = tokens)
        fixed (T* values = features, target = outputs)
        {
            _step.Input = _info.Vocabulary > 0 ? (void*)read : values;
            _step.Outputs = target;
            TeamRule.Run(_step, _work, _model);
        }

        GC.KeepAlive(_model);
    }

    // Rows of full length keep their order.
    private T* At(int port, int row, int size)
    {
        int slice = 0;
        while (row >= _work.Slot(slice).First + _work.Slot(slice).Rows)
            slice++;
        SliceSlot<T> slot = _work.Slot(slice);
        return _work.At(slot, port) + ((long)(row - slot.First) * Workspace<T>.Stride(size));
    }
}
