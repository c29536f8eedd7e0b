namespace RnnGen.Execution;

/// <summary>
/// Hands out the pieces of a work: each thread has the same ones in every run of equal size, so that it finds in its
/// caches what it left there, and who has none left takes others'. Earlier pieces are the longer ones where they
/// differ, so shares go back and forth: of four pieces, two threads have the first and the last, and those between.
/// </summary>
internal sealed class PieceShares
{
    // Processors fetch two lines of 64 bytes at once.
    private const int Stride = 128 / sizeof(int);

    private int[] _begun = new int[Stride];
    private int _count;
    private int _threads;

    /// <summary>Makes room for so many threads; not while anybody takes pieces.</summary>
    public void Reserve(int threads)
    {
        if (_begun.Length < threads * Stride)
            _begun = new int[threads * Stride];
    }

    /// <summary>Pieces 0 to <paramref name="count"/> - 1, for at most so many threads.</summary>
    public void Start(int count, int threads)
    {
        Reserve(threads);
        _count = count;
        _threads = threads;
        Fill(0);
    }

    /// <summary>The next piece for a thread; negative where all have been taken.</summary>
    public int Take(int thread)
    {
        for (int i = 0; i < _threads; i++)
        {
            int share = (thread + i) % _threads;
            ref int begun = ref _begun[share * Stride];
            if (Piece(share, Volatile.Read(ref begun)) >= _count)
                continue;
            int piece = Piece(share, Interlocked.Increment(ref begun) - 1);
            if (piece < _count)
                return piece;
        }

        return -1;
    }

    /// <summary>Lets nobody begin another piece.</summary>
    public void Stop() => Fill(_count);

    private int Piece(int share, int index)
        => (index * _threads) + (index % 2 == 0 ? share : _threads - 1 - share);

    private void Fill(int begun)
    {
        for (int share = 0; share < _threads; share++)
            Volatile.Write(ref _begun[share * Stride], begun);
    }
}
