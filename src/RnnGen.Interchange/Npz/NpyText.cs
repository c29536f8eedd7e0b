using System.Globalization;

namespace RnnGen.Npz;

/// <summary>As much of Python's literals as the head of an array is written in.</summary>
internal sealed class NpyText(string text)
{
    private int _at;

    /// <summary>Whether a character is next; it is taken.</summary>
    public bool Take(char expected)
    {
        Skip();
        if (_at == text.Length || text[_at] != expected)
            return false;
        _at++;
        return true;
    }

    /// <summary>Takes a character.</summary>
    /// <exception cref="FormatException">Another one is next.</exception>
    public void Expect(char expected)
    {
        if (!Take(expected))
            throw new FormatException($"its head lacks '{expected}' at {_at}.");
    }

    /// <summary>A string without escapes, in quotes of either kind.</summary>
    public string String()
    {
        char quote = Take('\'') ? '\'' : '"';
        if (quote == '"')
            Expect(quote);
        int end = text.IndexOf(quote, _at);
        if (end < 0)
            throw new FormatException($"a string of its head does not end, at {_at}.");
        string value = text[_at..end];
        _at = end + 1;
        return value.Contains('\\', StringComparison.Ordinal)
            ? throw new FormatException($"its head has an escape at {_at}.")
            : value;
    }

    /// <summary><c>True</c> or <c>False</c>.</summary>
    public bool Flag()
    {
        Skip();
        foreach ((string word, bool value) in ((string, bool)[])[("True", true), ("False", false)])
        {
            if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
                continue;
            _at += word.Length;
            return value;
        }

        throw new FormatException($"its head lacks True or False at {_at}.");
    }

    /// <summary>Integers of at least 0 in brackets; one alone is followed by a comma.</summary>
    public long[] Tuple(int most)
    {
        Expect('(');
        var sizes = new List<long>();
        bool ended = true;
        while (!Take(')'))
        {
            if (!ended)
                throw new FormatException($"its shape lacks a comma at {_at}.");
            if (sizes.Count == most)
                throw new FormatException($"its shape has more than {most} dimensions.");
            sizes.Add(Integer());
            ended = Take(',');
        }

        return sizes.Count == 1 && !ended ? throw new FormatException("its shape is no tuple.") : [.. sizes];
    }

    /// <summary>Nothing but white space may follow.</summary>
    public void End()
    {
        Skip();
        if (_at < text.Length)
            throw new FormatException($"its head goes on at {_at}.");
    }

    private long Integer()
    {
        Skip();
        int start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
        ReadOnlySpan<char> digits = text.AsSpan(start, _at - start);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            ? size
            : throw new FormatException($"its shape must hold integers of at least 0, at {start}.");
    }

    private void Skip()
    {
        while (_at < text.Length && text[_at] is ' ' or '\n' or '\t' or '\r')
            _at++;
    }
}
