using System.Numerics;

namespace RnnGen.Execution;

/// <summary>A set of a table's rows, which gives them in ascending order.</summary>
internal sealed class RowSet(int rows)
{
    private readonly ulong[] _words = new ulong[(rows + 63) / 64];

    public void Clear() => Array.Clear(_words);

    public void Add(int row) => _words[row >> 6] |= 1ul << (row & 63);

    public bool Contains(int row) => (_words[row >> 6] >> (row & 63) & 1) != 0;

    public void Add(RowSet other)
    {
        for (int i = 0; i < other._words.Length; i++)
            _words[i] |= other._words[i];
    }

    public void CopyFrom(RowSet other) => other._words.CopyTo(_words, 0);

    /// <summary>The first row from <paramref name="row"/> on, or -1.</summary>
    public int Next(int row)
    {
        int i = row >> 6;
        if (i >= _words.Length)
            return -1;
        ulong word = _words[i] & (ulong.MaxValue << (row & 63));
        while (word == 0)
        {
            if (++i == _words.Length)
                return -1;
            word = _words[i];
        }

        return (i << 6) + BitOperations.TrailingZeroCount(word);
    }

    /// <summary>
    /// The first row from <paramref name="row"/> on that is not in the set; it may be behind the last.
    /// </summary>
    public int NextAbsent(int row)
    {
        int i = row >> 6;
        if (i >= _words.Length)
            return row;
        ulong word = ~_words[i] & (ulong.MaxValue << (row & 63));
        while (word == 0)
        {
            if (++i == _words.Length)
                return i << 6;
            word = ~_words[i];
        }

        return (i << 6) + BitOperations.TrailingZeroCount(word);
    }
}
