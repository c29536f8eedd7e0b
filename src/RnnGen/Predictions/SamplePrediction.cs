using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Predicts many samples at once: sorted by length, in batches; each result is the same, bit for bit, as of the sample
/// alone.
/// </summary>
internal sealed class SamplePrediction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostRows = 64;
    private const int MostFloats = 1 << 22; // of a batch's features or outputs, so that long sequences do not pile up

    private readonly Model<T> _model;
    private readonly ModelInfo _info;
    private readonly IReadOnlyList<Sample<T>> _samples;
    private readonly BatchBuilder<T> _builder;
    private readonly int[] _longest; // by axis

    public SamplePrediction(Model<T> model, IReadOnlyList<Sample<T>> samples)
    {
        _model = model;
        _info = model.Info;
        _samples = _info.Step == null ? samples : [.. samples.Select(Unfolded)];
        _builder = new BatchBuilder<T>(model);
        for (int i = 0; i < samples.Count; i++)
            SampleChecks<T>.Fits(model, new NumberedSample<T>(i, _samples[i]), withTargets: false);
        _longest = [.. _info.Axes.Select(
            (_, axis) => _samples.Select(sample => sample.StepsOn(_info, axis)).DefaultIfEmpty().Max())];
    }

    public IReadOnlyList<TPrediction> Run<TPrediction>(RowReader<T, TPrediction> reader)
    {
        var predictions = new TPrediction[_samples.Count];
        NumberedSample<T>[] order = [.. _samples.Select(static (sample, i) => new NumberedSample<T>(i, sample))
            .OrderByDescending(static item => item.Sample.Length)];
        for (int start = 0; start < order.Length;)
        {
            int count = Math.Min(RowsOf(order[start].Sample.Length), order.Length - start);
            RunRows(order.AsSpan(start, count), reader, predictions);
            start += count;
        }

        return predictions;
    }

    // A decoder's scores of a reply; without one there is nothing to score.
    private Sample<T> Unfolded(Sample<T> sample) => sample != null && StepSamples<T>.HasReply(_info, sample)
        ? StepSamples<T>.Unfold(_info, sample)
        : sample!;

    /// <summary>Rows of a batch whose samples have at most so many steps on the first axis.</summary>
    private int RowsOf(int steps)
    {
        long floats = 1;
        int StepsOn(int axis, bool perStep) => !perStep ? 1 : axis == 0 ? steps : _longest[axis];
        foreach (InputInfo input in _info.Inputs)
            floats = Math.Max(floats, (long)StepsOn(input.Axis, input.PerStep) * input.Features);
        foreach (HeadInfo head in _info.Heads)
            floats = Math.Max(floats, (long)StepsOn(head.Axis, head.PerStep) * head.Width);
        return (int)Math.Clamp(MostFloats / floats, 1, MostRows);
    }

    private void RunRows<TPrediction>(
        ReadOnlySpan<NumberedSample<T>> rows, RowReader<T, TPrediction> reader, TPrediction[] predictions)
    {
        Outputs<T> outputs = _model.Forward(_builder.Build(rows, withTargets: false));
        _model.TargetScaler?.InverseAll<T>(outputs.Values, outputs.Values);
        for (int row = 0; row < rows.Length; row++)
            predictions[rows[row].Number] = reader(_model, new RowOutputs<T>(_info, outputs, rows[row].Sample, row));
    }
}
