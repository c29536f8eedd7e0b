namespace RnnGen.Tests;

/// <summary>
/// Scores that depend on the sequence and on all that was read, so that a mistake in what goes on from where shows.
/// </summary>
internal sealed class TableScorer(int[] sequences, int width, Func<ulong, int, double> score) : StepScorer<double>
{
    private ulong[] _history = [];
    private int _rowsPerSequence;

    /// <summary>Bytes that this thread had allocated at each step.</summary>
    public List<long> Allocated { get; } = new(1000);

    public override int Width => width;

    public override int Sequences => sequences.Length;

    /// <summary>Steps so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Scores from -2 to 2, drawn for each history and token.</summary>
    public static TableScorer Drawn(int[] sequences, int width) => new(sequences, width, DrawnScore);

    public static double DrawnScore(ulong history, int token) =>
        (4 * CounterRandom.UniformDouble(history, stream: 0, (ulong)token)) - 2;

    /// <summary>What was read before the first token.</summary>
    public static ulong Start(int sequence) => CounterRandom.DeriveKey(7, RandomPurpose.User, (ulong)sequence);

    public static ulong After(ulong history, int token) =>
        CounterRandom.DeriveKey(history, RandomPurpose.User, (ulong)token, subIndex: 1);

    public override void Begin(int rowsPerSequence)
    {
        _rowsPerSequence = rowsPerSequence;
        _history = [.. sequences.SelectMany(s => Enumerable.Repeat(Start(s), rowsPerSequence))];
        Steps = 0;
    }

    public override void Advance(ReadOnlySpan<int> tokens, Span<double> scores)
    {
        Allocated.Add(GC.GetAllocatedBytesForCurrentThread());
        Steps++;
        for (int row = 0; row < _history.Length; row++)
        {
            if ((uint)tokens[row] >= (uint)width)
                throw new InvalidOperationException($"Row {row} reads {tokens[row]}.");
            _history[row] = After(_history[row], tokens[row]);
            for (int token = 0; token < width; token++)
                scores[(row * width) + token] = score(_history[row], token);
        }
    }

    public override void Reorder(ReadOnlySpan<int> parents)
    {
        Span<ulong> before = stackalloc ulong[_history.Length];
        _history.CopyTo(before);
        for (int row = 0; row < _history.Length; row++)
        {
            if (parents[row] / _rowsPerSequence != row / _rowsPerSequence)
                throw new InvalidOperationException($"Row {row} goes on from another sequence's row {parents[row]}.");
            _history[row] = before[parents[row]];
        }
    }

    public override void Dispose()
    {
    }
}
