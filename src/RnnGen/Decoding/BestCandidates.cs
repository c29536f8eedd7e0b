namespace RnnGen;

/// <summary>
/// The best of many candidates: a heap with the worst of them on top, which most that are offered are not better than.
/// </summary>
internal sealed class BestCandidates(int capacity)
{
    private readonly Candidate[] _heap = new Candidate[capacity];
    private int _count;

    /// <summary>Forgets all.</summary>
    public void Clear() => _count = 0;

    /// <summary>Takes a candidate unless there are enough better ones.</summary>
    public void Offer(in Candidate candidate)
    {
        if (_count < _heap.Length)
        {
            _heap[_count] = candidate;
            Rise(_count++);
        }
        else if (candidate.Precedes(_heap[0]))
        {
            _heap[0] = candidate;
            Sink(_count);
        }
    }

    /// <summary>The best first; <see cref="Clear"/> follows before the next offer.</summary>
    public ReadOnlySpan<Candidate> Sort()
    {
        for (int end = _count - 1; end > 0; end--)
        {
            (_heap[0], _heap[end]) = (_heap[end], _heap[0]);
            Sink(end);
        }

        return _heap.AsSpan(0, _count);
    }

    private void Rise(int at)
    {
        while (at > 0 && _heap[(at - 1) / 2].Precedes(_heap[at]))
        {
            int above = (at - 1) / 2;
            (_heap[above], _heap[at]) = (_heap[at], _heap[above]);
            at = above;
        }
    }

    private void Sink(int count)
    {
        for (int at = 0, below = 1; below < count; below = (2 * at) + 1)
        {
            if (below + 1 < count && _heap[below].Precedes(_heap[below + 1]))
                below++;
            if (!_heap[at].Precedes(_heap[below]))
                return;
            (_heap[at], _heap[below]) = (_heap[below], _heap[at]);
            at = below;
        }
    }
}
