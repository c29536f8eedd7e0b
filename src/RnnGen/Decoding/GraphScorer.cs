using RnnGen.Program;

namespace RnnGen;

/// <summary>A decoder: a model that reads what it has said beside inputs of other kinds, or nothing else.</summary>
internal sealed class GraphScorer<T> : StepScorer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ModelInfo _info;
    private readonly StepInfo _step;
    private readonly Sample<T>[] _samples;
    private readonly int[][] _prefixes;
    private readonly BatchBuilder<T> _builder;
    private readonly DecoderSteps<T> _steps;

    /// <summary>Takes samples that have been checked, but for what was said.</summary>
    public GraphScorer(Model<T> model, IReadOnlyList<Sample<T>> samples)
    {
        _info = model.Info;
        _step = model.Info.Step!;
        _samples = [.. samples.Select(sample => StepSamples<T>.WithSaid(_info, sample, [_step.Start]))];
        _prefixes = [.. samples.Select(sample => (int[])[_step.Start, .. StepSamples<T>.SaidBy(_info, sample).Span])];
        _builder = new BatchBuilder<T>(model);
        _steps = new DecoderSteps<T>(model);
    }

    public override int Width => _info.Heads[_step.Head].Width;

    public override int Sequences => _samples.Length;

    /// <summary>What each sequence reads when it has begun: the start, or the last token of what was said.</summary>
    public int[] First => Array.ConvertAll(_prefixes, static prefix => prefix[^1]);

    public override void Begin(int rowsPerSequence)
    {
        var rows = new NumberedSample<T>[checked(_samples.Length * rowsPerSequence)];
        for (int row = 0; row < rows.Length; row++)
            rows[row] = new NumberedSample<T>(row, _samples[row / rowsPerSequence]);
        _steps.Begin(_builder.BuildChecked(rows));
        ReadPrefixes(rowsPerSequence);
    }

    public override void Advance(ReadOnlySpan<int> tokens, Span<T> scores) => _steps.Advance(tokens, scores);

    public override void Reorder(ReadOnlySpan<int> parents) => _steps.Reorder(parents);

    public override void Dispose() => _steps.Dispose();

    /// <summary>All tokens but the last of each prefix; rows whose prefix is shorter wait.</summary>
    private void ReadPrefixes(int rowsPerSequence)
    {
        var tokens = new int[_samples.Length * rowsPerSequence];
        var goesOn = new bool[tokens.Length];
        int longest = _prefixes.Max(static prefix => prefix.Length);
        for (int t = 0; t < longest - 1; t++)
        {
            for (int row = 0; row < tokens.Length; row++)
            {
                int[] prefix = _prefixes[row / rowsPerSequence];
                goesOn[row] = t < prefix.Length - 1;
                tokens[row] = goesOn[row] ? prefix[t] : 0;
            }

            _steps.Advance(tokens, default, goesOn);
        }
    }
}
