using RnnGen.Program;

namespace RnnGen;

/// <summary>Each series is read anew from a window that moves along.</summary>
internal sealed class MovingRows<T> : ForecastRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly ModelInfo _info;
    private readonly T[] _windows;
    private readonly int[] _lengths;
    private readonly T[] _outputs;
    private readonly Batch<T> _batch;

    /// <param name="model">The model.</param>
    /// <param name="windows">The windows; they move in this memory. [rows, steps, F]</param>
    /// <param name="lengths">Steps of each window. [rows]</param>
    public MovingRows(Model<T> model, T[] windows, int[] lengths)
    {
        _model = model;
        _info = model.Info;
        (_windows, _lengths) = (windows, lengths);
        _batch = Batch<T>.FromFeatures(windows, lengths.Length, Steps, lengths);
        _outputs = new T[BatchChecks<T>.OutputLength(_info.Heads[0], lengths.Length, Steps)];
    }

    private int Steps => _windows.Length / _info.Features / _lengths.Length;

    public override void Predict(Span<T> outputs)
    {
        _model.Predict(_batch, _outputs);
        int width = _info.Outputs;
        for (int row = 0; row < _lengths.Length; row++)
        {
            int at = _info.OutputPerStep ? (row * Steps) + _lengths[row] - 1 : row;
            _outputs.AsSpan(at * width, width).CopyTo(outputs[(row * width)..]);
        }
    }

    public override void Append(ReadOnlySpan<T> features)
    {
        int width = _info.Features;
        for (int row = 0; row < _lengths.Length; row++)
        {
            Span<T> window = _windows.AsSpan(row * Steps * width, _lengths[row] * width);
            window[width..].CopyTo(window);
            features.Slice(row * width, width).CopyTo(window[^width..]);
        }
    }

    public override void Dispose()
    {
    }
}
