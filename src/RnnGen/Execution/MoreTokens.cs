using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>Tokens of the inputs beside the first, slice by slice and input by input.</summary>
internal sealed unsafe class MoreTokens(ModelInfo info) : IDisposable
{
    private readonly int _inputs = info.Inputs.Count - 1;
    private readonly int _tokenInputs = info.Inputs.Skip(1).Count(static input => input.Vocabulary > 0);
    private readonly NativeBuffer<int> _tokens = new();
    private readonly NativeBuffer<nint> _places = new();
    private int* _next;

    /// <summary>Makes room for batches up to this size, with as many steps on every axis.</summary>
    public void Reserve(int rows, int steps)
    {
        if (_tokenInputs == 0)
            return;
        _tokens.Reserve((long)_tokenInputs * rows * steps);
        _places.Reserve((long)RowOrder.MaxSlices * _inputs);
    }

    /// <summary>Takes a batch: <see cref="Bind"/> follows for each slice.</summary>
    public void Start(int rows, int steps)
    {
        Reserve(rows, steps);
        _next = _tokens.Pointer;
    }

    /// <summary>Gives a slice its places, or null where no further input is tokens.</summary>
    /// <param name="number">Number of the slice.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="axes">Its axes from the second on.</param>
    /// <param name="steps">Its steps on the first.</param>
    public int** Bind(int number, int rows, int steps, SliceAxis* axes)
    {
        if (_tokenInputs == 0)
            return null;
        int** places = (int**)_places.Pointer + (number * _inputs);
        for (int i = 0; i < _inputs; i++)
        {
            InputInfo input = info.Inputs[i + 1];
            places[i] = input.Vocabulary > 0 ? _next : null;
            if (input.Vocabulary > 0)
                _next += (long)rows * (input.Axis == 0 ? steps : axes[input.Axis - 1].Steps);
        }

        return places;
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _places.Dispose();
    }
}
