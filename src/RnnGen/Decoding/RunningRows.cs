namespace RnnGen;

/// <summary>Each series is read once, and its state kept.</summary>
internal sealed class RunningRows<T> : ForecastRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RowStream<T> _stream;
    private readonly T[] _next;

    /// <param name="model">The model.</param>
    /// <param name="windows">The windows. [rows, steps, F]</param>
    /// <param name="lengths">Steps of each window. [rows]</param>
    public RunningRows(Model<T> model, T[] windows, int[] lengths)
    {
        int width = model.Info.Features;
        int rows = lengths.Length;
        int steps = windows.Length / width / rows;
        _next = new T[rows * width];
        for (int row = 0; row < rows; row++)
        {
            int last = (row * steps) + lengths[row] - 1;
            windows.AsSpan(last * width, width).CopyTo(_next.AsSpan(row * width));
        }

        int[] before = Array.ConvertAll(lengths, static length => length - 1);
        _stream = new RowStream<T>(model, Batch<T>.FromFeatures(windows, rows, steps, before));
        _stream.Begin(rowsPerSequence: 1);
    }

    public override void Predict(Span<T> outputs) => _stream.Step(_next, outputs);

    public override void Append(ReadOnlySpan<T> features) => features.CopyTo(_next);

    public override void Dispose() => _stream.Dispose();
}
