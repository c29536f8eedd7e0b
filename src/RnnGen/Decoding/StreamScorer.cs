namespace RnnGen;

/// <summary>A causal model of tokens, whose outputs score the next one.</summary>
internal sealed class StreamScorer<T>(Model<T> model, Batch<T> beginnings) : StepScorer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RowStream<T> _stream = new(model, beginnings);

    public override int Width => model.Info.Outputs;

    public override int Sequences => _stream.Sequences;

    public override void Begin(int rowsPerSequence) => _stream.Begin(rowsPerSequence);

    public override void Advance(ReadOnlySpan<int> tokens, Span<T> scores) => _stream.Step(tokens, scores);

    public override void Reorder(ReadOnlySpan<int> parents) => _stream.Reorder(parents);

    public override void Dispose() => _stream.Dispose();
}
