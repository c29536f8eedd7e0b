using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// A decoder that runs over a batch one step of all rows at a time, in the evaluation form and each row with the bits
/// of the whole sequence. A step allocates nothing and costs the same whatever was said before. Units are the
/// network's.
/// </summary>
internal sealed unsafe class DecoderSteps<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly ModelInfo _info;
    private readonly StepInfo _step;
    private readonly Workspace<T> _work;
    private readonly ForwardWork<T> _forward;
    private readonly StepBeginWork<T> _begin;
    private readonly StepAdvanceWork<T> _advance;
    private readonly AxisBatch[] _axes;
    private readonly Pins _pins;

    // Where each row of the batch stands, in the order of the said tokens' axis.
    private int[] _slices = [];
    private int[] _places = [];

    /// <param name="model">The model.</param>
    /// <param name="device">Where it is computed, by default on <see cref="Model{T}.Device"/>.</param>
    public DecoderSteps(Model<T> model, Device? device = null)
    {
        _model = model;
        _info = model.Info;
        _step = model.Info.Step!;
        _work = new Workspace<T>(device?.Open(model) ?? model.OpenProgram());
        _forward = new ForwardWork<T>(_work);
        _begin = new StepBeginWork<T>(_work, _forward, _step);
        _advance = new StepAdvanceWork<T>(_work, _step);
        _axes = new AxisBatch[_info.Axes.Count];
        _pins = Pins.For(_info);
    }

    private int Axis => _info.Inputs[_step.Input].Axis;

    /// <summary>Reads all inputs of a batch but the tokens that were said, of which there are none yet.</summary>
    /// <param name="batch">The batch, which has been checked.</param>
    public void Begin(Batch<T> batch)
    {
        AxisBatch.Read(_info, batch, _axes);
        _axes[Axis] = new AxisBatch(1, default);
        _work.Prepare(batch.Rows, _axes, training: false, _model.Parameters);
        Locate();
        try
        {
            _forward.Give(batch, _pins);
            _forward.InitialStates = null;
            TeamRule.Run(_begin, _work, _model);
        }
        finally
        {
            _pins.Release();
        }

        GC.KeepAlive(_model);
    }

    /// <summary>One step of all rows: each reads a token and scores the next.</summary>
    /// <param name="tokens">The tokens. [rows]</param>
    /// <param name="scores">Receives the scores [rows, Width]; empty where nobody wants them.</param>
    /// <param name="goesOn">Which rows go on, while the others stay where they were; empty where all do. [rows]</param>
    public void Advance(ReadOnlySpan<int> tokens, Span<T> scores, ReadOnlySpan<bool> goesOn = default)
    {
        fixed (int* read = tokens)
        fixed (T* target = scores)
        fixed (bool* chosen = goesOn)
        {
            _advance.Tokens = read;
            _advance.Scores = target;
            _advance.GoesOn = chosen;
            TeamRule.Run(_advance, _work, _model, steps: 1);
        }

        GC.KeepAlive(_model);
    }

    /// <summary>Each row goes on from where another one was after the last step.</summary>
    /// <param name="parents">The row that each goes on from. [rows]</param>
    public void Reorder(ReadOnlySpan<int> parents)
    {
        for (int s = 0; s < _step.States.Count; s++)
        {
            int size = _step.States[s].Size;
            for (int row = 0; row < parents.Length; row++)
            {
                if (parents[row] == row)
                    continue;

                // The final states are still those of the last step.
                var source = new ReadOnlySpan<T>(At(Port.StepFinal(_info, s), parents[row], size), size);
                source.CopyTo(new Span<T>(At(Port.StepInitial(_info, s), row, size), size));
            }
        }
    }

    public void Dispose() => _work.Dispose();

    private void Locate()
    {
        ArrayRoom.Grow(ref _slices, _work.Rows);
        ArrayRoom.Grow(ref _places, _work.Rows);
        for (int i = 0; i < _work.SliceCount; i++)
        {
            SliceSlot<T> slot = _work.Slot(i);
            for (int r = 0; r < slot.Rows; r++)
            {
                int row = _work.RowAt(slot, Axis, r);
                (_slices[row], _places[row]) = (i, r);
            }
        }
    }

    private T* At(int port, int row, int size)
        => _work.At(_work.Slot(_slices[row]), port) + ((long)_places[row] * Workspace<T>.Stride(size));
}
