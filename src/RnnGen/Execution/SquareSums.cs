namespace RnnGen.Execution;

/// <summary>
/// The gradient's sum of squares, computed while its parts are written: by chunks as <see cref="Clipping"/> defines
/// them, each by the thread that finishes the chunk's last part, when most of it is still in that thread's cache.
/// </summary>
internal sealed class SquareSums<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _sums;
    private readonly int[] _parts;
    private readonly int[] _missing;
    private readonly GradientRuns _runs;

    public SquareSums(int length, IReadOnlyList<ParameterPart> parts, GradientRuns runs)
    {
        _runs = runs;
        _sums = new double[Clipping.ChunkCount(length)];
        _parts = new int[_sums.Length];
        _missing = new int[_sums.Length];
        foreach (ParameterPart part in parts)
        {
            for (int chunk = First(part); chunk <= Last(part); chunk++)
                _parts[chunk]++;
        }
    }

    /// <summary>Number of chunks.</summary>
    public int Chunks => _sums.Length;

    /// <summary>The Euclidean norm; not finite where a gradient is not.</summary>
    public double Norm => Clipping.Norm(_sums, NormKind.Euclidean);

    /// <summary>A chunk's floats of the flat gradient.</summary>
    public static Span<T> Chunk(int chunk, Span<T> gradients)
    {
        int start = chunk * Clipping.ChunkLength;
        return gradients.Slice(start, Math.Min(Clipping.ChunkLength, gradients.Length - start));
    }

    /// <summary>Begins to wait for all parts.</summary>
    public void Start() => _parts.CopyTo(_missing, 0);

    /// <summary>Says that a part is written.</summary>
    public void Finish(ParameterPart part, Span<T> gradients)
    {
        for (int chunk = First(part); chunk <= Last(part); chunk++)
        {
            if (_parts[chunk] == 1 || Interlocked.Decrement(ref _missing[chunk]) == 0)
                Compute(chunk, gradients);
        }
    }

    /// <summary>Computes a chunk's sum, which is <see cref="Clipping.ChunkSum{T}"/> bit for bit.</summary>
    public void Compute(int chunk, Span<T> gradients)
    {
        int start = chunk * Clipping.ChunkLength;
        Span<T> floats = Chunk(chunk, gradients);
        var squares = default(SquareChains<T>);
        for (int i = 0; i < floats.Length;)
        {
            (int from, int to) = _runs.Next(start + i, start + floats.Length);
            int first = Math.Max(i, (from - start) / SquareChains<T>.Count * SquareChains<T>.Count);
            i = Math.Min(floats.Length, RoundUp(to - start));
            squares.Add(floats[first..i]);
        }

        _sums[chunk] = squares.Total;
    }

    private static int RoundUp(int length) =>
        (length + SquareChains<T>.Count - 1) / SquareChains<T>.Count * SquareChains<T>.Count;

    private static int First(ParameterPart part) => part.Start / Clipping.ChunkLength;

    private static int Last(ParameterPart part) => (part.End - 1) / Clipping.ChunkLength;
}
