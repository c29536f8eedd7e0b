using System.Runtime.InteropServices;

namespace RnnGen.Ilgpu.Training;

/// <summary>
/// The positions of a batch at which an input has each token, sorted by token, with what the kernels need to add their
/// gradients. A position is a step times the rows, and the row.
/// </summary>
/// <param name="vocabulary">Number of tokens.</param>
internal sealed class TokenSegments(int vocabulary)
{
    /// <summary>Positions of a piece at most: few enough that no thread is long behind the others.</summary>
    public const int LongestPiece = 128;

    private readonly int[] _count = new int[vocabulary];
    private readonly List<int> _tokens = [];
    private readonly List<int> _pieceTokens = [];
    private readonly List<int> _pieceEnds = [];
    private readonly List<(int Token, int From, int To)> _long = [];
    private int[] _integers = [];
    private int _positions;

    /// <summary>The tokens that the batch has, ascending.</summary>
    public ReadOnlySpan<int> Tokens => CollectionsMarshal.AsSpan(_tokens);

    /// <summary>Number of pieces.</summary>
    public int Pieces => _pieceTokens.Count;

    /// <summary>Number of tokens that have several pieces.</summary>
    public int Long => _long.Count;

    /// <summary>What <see cref="Kernels.TokenSumArguments{T}.Integers"/> holds.</summary>
    public ReadOnlySpan<int> Integers => _integers.AsSpan(0, (2 * Pieces) + (3 * Long) + _positions);

    /// <summary>Sorts a batch's positions.</summary>
    /// <param name="tokens">The tokens. [steps, rows]</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="active">How many rows, from the first on, each step has. [steps]</param>
    public void Sort(ReadOnlySpan<int> tokens, int rows, ReadOnlySpan<int> active)
    {
        Count(tokens, rows, active);
        Cut();
        int all = (2 * Pieces) + (3 * Long) + _positions;
        if (_integers.Length < all)
            _integers = new int[Math.Max(all, 2 * _integers.Length)];
        for (int piece = 0; piece < Pieces; piece++)
        {
            _integers[piece] = _pieceTokens[piece];
            _integers[Pieces + piece] = _pieceEnds[piece];
        }

        int start = 2 * Pieces;
        for (int i = 0; i < Long; i++, start++)
            (_integers[start], _integers[start + Long], _integers[start + (2 * Long)]) = _long[i];
        Place(tokens, rows, active, _integers.AsSpan((2 * Pieces) + (3 * Long)));
    }

    private void Count(ReadOnlySpan<int> tokens, int rows, ReadOnlySpan<int> active)
    {
        _tokens.Clear();
        _positions = 0;
        for (int t = 0; t < active.Length; t++)
        {
            foreach (int token in tokens.Slice(t * rows, active[t]))
            {
                if (_count[token]++ == 0)
                    _tokens.Add(token);
            }

            _positions += active[t];
        }

        _tokens.Sort();
    }

    // Turns counts into where each token's positions begin.
    private void Cut()
    {
        _pieceTokens.Clear();
        _pieceEnds.Clear();
        _long.Clear();
        int next = 0;
        foreach (int token in _tokens)
        {
            int first = Pieces, begin = next, end = next + _count[token];
            bool isLong = end - begin > LongestPiece;
            while (next < end)
            {
                next = Math.Min(end, next + LongestPiece);
                _pieceTokens.Add(isLong ? -1 - token : token);
                _pieceEnds.Add(next);
            }

            if (isLong)
                _long.Add((token, first, Pieces));
            _count[token] = begin;
        }
    }

    private void Place(ReadOnlySpan<int> tokens, int rows, ReadOnlySpan<int> active, Span<int> positions)
    {
        for (int t = 0; t < active.Length; t++)
        {
            for (int row = 0; row < active[t]; row++)
                positions[_count[tokens[(t * rows) + row]]++] = (t * rows) + row;
        }

        foreach (int token in _tokens)
            _count[token] = 0;
    }
}
