using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Puts a decoder's own tokens in the place of true ones. Which ones is drawn by (seed, batch, row, step), so that
/// neither threads nor a run that was interrupted change a bit.
/// </summary>
internal sealed class OwnTokens<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ModelInfo _info;
    private readonly StepInfo _step;
    private readonly DecoderSteps<T> _steps;
    private readonly GreedyChoice<T> _greedy = new();
    private readonly SampledChoice<T> _drawn;
    private readonly int _width;
    private T[] _scores = [];
    private int[] _tokens = [];

    /// <param name="model">The model.</param>
    /// <param name="device">Where it is computed, by default on <see cref="Model{T}.Device"/>.</param>
    public OwnTokens(Model<T> model, Device? device = null)
    {
        _info = model.Info;
        _step = model.Info.Step!;
        _steps = new DecoderSteps<T>(model, device);
        _width = _info.Heads[_step.Head].Width;
        _drawn = new SampledChoice<T>(new SampledDecoding(0, Temperature: 1, TopK: 0, TopP: 1), _width);
    }

    /// <summary>Mixes what was said in a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="said">Its tokens that were said. [B, T]</param>
    /// <param name="draw">What is drawn from.</param>
    public void Mix(Batch<T> batch, Span<int> said, in OwnDraw draw)
    {
        BatchInput<T> input = batch.Input(_info, _step.Input);
        var lengths = new AxisBatch(input.Steps, input.Lengths);
        int rows = batch.Rows, last = Last(draw, rows, lengths);
        if (last == 0)
            return;
        ArrayRoom.Grow(ref _scores, rows * _width);
        ArrayRoom.Grow(ref _tokens, rows);
        Span<int> tokens = _tokens.AsSpan(0, rows);
        _steps.Begin(batch);
        for (int t = 1; t <= last; t++)
        {
            for (int row = 0; row < rows; row++)
                tokens[row] = t <= lengths.LengthOf(row) ? said[(row * input.Steps) + t - 1] : 0;
            _steps.Advance(tokens, _scores);
            for (int row = 0; row < rows; row++)
            {
                if (t < lengths.LengthOf(row) && draw.IsOwn(row, t))
                    said[(row * input.Steps) + t] = Choose(row, t, draw);
            }
        }
    }

    public void Dispose() => _steps.Dispose();

    /// <summary>The last step at which a row reads a token of its own; 0 for none.</summary>
    private static int Last(in OwnDraw draw, int rows, in AxisBatch lengths)
    {
        int last = 0;
        for (int row = 0; row < rows; row++)
        {
            int t = lengths.LengthOf(row) - 1;
            while (t > last && !draw.IsOwn(row, t))
                t--;
            last = Math.Max(last, t);
        }

        return last;
    }

    private int Choose(int row, int t, in OwnDraw draw)
    {
        ReadOnlySpan<T> scores = _scores.AsSpan(row * _width, _width);
        return draw.Draws ? _drawn.OfAll(scores, draw.Uniform(row, t)) : _greedy.Choose(scores, row, t);
    }
}
