using RnnGen;

namespace ShakespeareLetters;

/// <summary>Parts of a text as samples: what is to be said at each letter is the next one.</summary>
internal sealed class Passages(ReadOnlyMemory<int> letters)
{
    /// <summary>Passages that begin anywhere.</summary>
    public Sample<float>[] Draw(int count, int length, ulong seed)
    {
        var random = new Random((int)seed);
        return [.. Enumerable.Range(0, count).Select(_ => At(random.Next(letters.Length - length), length))];
    }

    /// <summary>The whole text in passages of equal length.</summary>
    public Sample<float>[] Cut(int count)
    {
        int length = (letters.Length - 1) / count;
        return [.. Enumerable.Range(0, count).Select(i => At(i * length, length))];
    }

    private Sample<float> At(int start, int length) =>
        Sample<float>.FromTokens(letters.Slice(start, length)) with { Classes = letters.Slice(start + 1, length) };
}
