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
    private readonly ModelAssets _assets;
    private readonly IReadOnlyList<Sample<T>> _samples;
    private T[] _features = [];
    private int[] _tokens = [];
    private T[] _outputs = [];

    public SamplePrediction(Model<T> model, IReadOnlyList<Sample<T>> samples)
    {
        _model = model;
        _info = model.Info;
        _assets = model.Assets;
        _samples = samples;
    }

    public IReadOnlyList<TPrediction> Run<TPrediction>(OutputReader<T, TPrediction> reader)
    {
        for (int i = 0; i < _samples.Count; i++)
            Check(_samples[i], i);

        var predictions = new TPrediction[_samples.Count];
        int[] order = [.. Enumerable.Range(0, _samples.Count).OrderByDescending(i => _samples[i].Steps)];
        for (int start = 0; start < order.Length;)
        {
            int steps = _samples[order[start]].Steps;
            ReadOnlySpan<int> rows = order.AsSpan(start, Math.Min(RowsOf(steps), order.Length - start));
            RunRows(rows, steps, reader, predictions);
            start += rows.Length;
        }

        return predictions;
    }

    private int RowsOf(int steps)
    {
        long floats = Math.Max((long)steps * Math.Max(_info.Features, _info.Outputs), 1);
        return (int)Math.Clamp(MostFloats / floats, 1, MostRows);
    }

    private void RunRows<TPrediction>(
        ReadOnlySpan<int> rows, int steps, OutputReader<T, TPrediction> reader, TPrediction[] predictions)
    {
        int width = steps * _info.Features;
        int outputs = checked((int)BatchChecks<T>.OutputLength(_info.Heads[0], 1, steps));
        Grow(ref _outputs, rows.Length * outputs);
        if (_info.Vocabulary > 0)
            Grow(ref _tokens, rows.Length * steps);
        else
            Grow(ref _features, rows.Length * width);

        var lengths = new int[rows.Length];
        for (int r = 0; r < rows.Length; r++)
        {
            Sample<T> sample = _samples[rows[r]];
            lengths[r] = sample.Steps;
            if (sample.HasTokens)
                sample.Tokens.Span.CopyTo(_tokens.AsSpan(r * steps));
            else
                Write(sample.Features.Span, _features.AsSpan(r * width));
        }

        Batch<T> batch = _info.Vocabulary > 0
            ? Batch<T>.FromTokens(_tokens.AsMemory(0, rows.Length * steps), rows.Length, steps, lengths)
            : Batch<T>.FromFeatures(_features.AsMemory(0, rows.Length * width), rows.Length, steps, lengths);
        _model.Predict(batch, _outputs.AsSpan(0, rows.Length * outputs));
        for (int r = 0; r < rows.Length; r++)
        {
            int length = checked((int)BatchChecks<T>.OutputLength(_info.Heads[0], 1, lengths[r]));
            Span<T> output = _outputs.AsSpan(r * outputs, length);
            _assets.TargetScaler?.InverseAll<T>(output, output);
            predictions[rows[r]] = reader(_model, output);
        }
    }

    private void Write(ReadOnlySpan<T> features, Span<T> target)
    {
        if (_assets.InputScaler != null)
            _assets.InputScaler.TransformAll(features, target);
        else
            features.CopyTo(target);
    }

    private void Check(Sample<T> sample, int index)
    {
        string argument = $"samples[{index}]";
        if (sample == null)
            throw new ArgumentException($"{argument} is null.", "samples");
        if (sample.HasTokens != _info.Vocabulary > 0)
        {
            throw new ArgumentException(
                $"{_info.Name} reads {(sample.HasTokens ? "features" : "tokens")}; {argument} holds the other.",
                "samples");
        }

        BatchChecks<T>.Steps(_info, 0, sample.Steps, argument);
        if (sample.HasTokens)
        {
            Require.Tokens(sample.Tokens.Span, _info.Vocabulary, argument);
            return;
        }

        int needed = sample.Steps * _info.Features;
        Require.Length(
            sample.Features.Length, needed, argument, $"{sample.Steps} steps x {_info.Features} features");
        Require.NoNaN(sample.Features.Span, argument);
    }

    private static void Grow<TItem>(ref TItem[] array, int length)
    {
        if (array.Length < length)
            array = new TItem[length];
    }
}
