namespace RnnGen;

/// <summary>
/// Beam search: of all continuations of a sequence's open hypotheses the best are kept, as many as the beam is wide;
/// those that end leave it. A sequence is done when no open one can become better than what has ended.
/// </summary>
internal sealed class BeamRun<T>(StepScorer<T> scorer, BeamDecoding how)
    : DecodeRun<T>(scorer, how, how.Width)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _width = how.Width;
    private readonly BestCandidates _best = new(how.Width);
    private readonly double[] _normalizers = new double[how.Width];
    private readonly int[] _parents = new int[scorer.Sequences * how.Width];

    // The open hypotheses of each sequence, best first: [sequence, width], of which so many are there.
    private readonly Hypothesis[] _open = new Hypothesis[scorer.Sequences * how.Width];
    private readonly Hypothesis[] _next = new Hypothesis[how.Width];
    private readonly int[] _openCounts = new int[scorer.Sequences];

    // The best that have ended, best first: [sequence, best], of which so many are there.
    private readonly Hypothesis[] _ended = new Hypothesis[scorer.Sequences * how.Best];
    private readonly int[] _endedCounts = new int[scorer.Sequences];

    public override IReadOnlyList<Decoded> Run(ReadOnlySpan<int> first, int firstSequence = 0)
    {
        Start(first);
        for (int step = 1; step <= MaximumLength; step++)
        {
            Scorer.Advance(Tokens, Scores.All);
            bool isDone = true;
            for (int s = 0; s < _openCounts.Length; s++)
            {
                if (_openCounts[s] == 0)
                    continue;
                Rank(s);
                Extend(s, step);
                isDone &= _openCounts[s] == 0;
            }

            if (isDone)
                break;
            Scorer.Reorder(_parents);
        }

        return [.. Enumerable.Range(0, _endedCounts.Length).Select(ReadAll)];
    }

    private void Start(ReadOnlySpan<int> first)
    {
        Trail.Clear();
        _openCounts.AsSpan().Fill(1);
        _endedCounts.AsSpan().Clear();
        for (int row = 0; row < Tokens.Length; row++)
        {
            Tokens[row] = first[row / _width];
            _parents[row] = row;
            _open[row] = new Hypothesis(TokenTrail.Root, 0, HasEnded: false);
        }

        Scorer.Begin(_width);
    }

    /// <summary>Finds the best continuations of a sequence.</summary>
    private void Rank(int sequence)
    {
        _best.Clear();
        for (int i = 0; i < _openCounts[sequence]; i++)
        {
            int row = (sequence * _width) + i;
            double sum = _open[row].Score;
            double normalizer = _normalizers[i] = Scores.Normalizer(row);
            ReadOnlySpan<T> scores = Scores[row];
            for (int token = 0; token < scores.Length; token++)
            {
                double score = sum + (FloatCast<T>.ToDouble(scores[token]) - normalizer);
                if (score > double.NegativeInfinity)
                    _best.Offer(new Candidate(score, i, token));
            }
        }
    }

    /// <summary>Goes on with the best continuations, or ends with them.</summary>
    private void Extend(int sequence, int step)
    {
        int start = sequence * _width;
        int open = 0;
        foreach (ref readonly Candidate found in _best.Sort())
        {
            int row = start + found.Parent;
            double score = FloatCast<T>.ToDouble(Scores[row][found.Token]) - _normalizers[found.Parent];
            int last = Trail.Add(_open[row].Last, found.Token, score);
            if (found.Token == End || step == MaximumLength)
            {
                Finish(sequence, new Hypothesis(last, found.Score / how.Divisor(step), found.Token == End));
                continue;
            }

            _next[open] = new Hypothesis(last, found.Score, HasEnded: false);
            Tokens[start + open] = found.Token;
            _parents[start + open] = row;
            open++;
        }

        _next.AsSpan(0, open).CopyTo(_open.AsSpan(start));
        if (open > 0 && !CanWin(sequence))
            open = 0;
        for (int i = open; i < _width; i++)
            _parents[start + i] = start + i;
        _openCounts[sequence] = open;
    }

    /// <summary>Whether the best open hypothesis, if all that it says yet is certain, is worth a place.</summary>
    private bool CanWin(int sequence) =>
        _endedCounts[sequence] < how.Best
        || _open[sequence * _width].Score / how.Divisor(MaximumLength)
            > _ended[((sequence + 1) * how.Best) - 1].Score;

    /// <summary>Puts what has ended behind all that are as good.</summary>
    private void Finish(int sequence, Hypothesis said)
    {
        Span<Hypothesis> ended = _ended.AsSpan(sequence * how.Best, how.Best);
        int count = _endedCounts[sequence];
        int at = count;
        while (at > 0 && ended[at - 1].Score < said.Score)
            at--;
        if (at == ended.Length)
            return;
        int moved = Math.Min(count, ended.Length - 1) - at;
        ended.Slice(at, moved).CopyTo(ended[(at + 1)..]);
        ended[at] = said;
        _endedCounts[sequence] = Math.Min(count + 1, ended.Length);
    }

    private Decoded ReadAll(int sequence)
    {
        ReadOnlySpan<Hypothesis> ended = _ended.AsSpan(sequence * how.Best, _endedCounts[sequence]);
        var alternatives = new Decoded[ended.Length - 1];
        for (int i = 0; i < alternatives.Length; i++)
            alternatives[i] = Read(ended[i + 1]);
        return Read(ended[0], alternatives);
    }
}
