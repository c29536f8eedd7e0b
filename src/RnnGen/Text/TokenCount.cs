namespace RnnGen;

/// <summary>Counts tokens and orders them for a vocabulary.</summary>
internal sealed class TokenCount
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly string[] _special;
    private readonly int _minimumCount;
    private readonly int _maximumSize;
    private int _sequence;

    public TokenCount(int minimumCount, int maximumSize, string? padding, string? unknown)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumCount, 1);
        if (padding != null && padding == unknown)
            throw new ArgumentException($"padding and unknown are both \"{padding}\".", nameof(unknown));
        _special = [.. new[] { padding, unknown }.OfType<string>()];
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumSize, _special.Length);
        _minimumCount = minimumCount;
        _maximumSize = maximumSize;
    }

    public static void Check(string token, string argument, int index)
    {
        if (token == null)
            throw new ArgumentException($"{argument} has null as token {index}.", argument);
        int broken = Surrogates.Find(token);
        if (broken >= 0)
        {
            throw new ArgumentException(
                $"{argument} has an unpaired surrogate U+{(int)token[broken]:X4} in token {index}.", argument);
        }
    }

    public void Add(IEnumerable<string> sequence, string argument)
    {
        if (sequence == null)
            throw new ArgumentException($"{argument} has null as sequence {_sequence}.", argument);
        int index = 0;
        foreach (string token in sequence)
        {
            if (token == null || !_counts.TryGetValue(token, out long count))
            {
                Check(token!, $"{argument}[{_sequence}]", index);
                count = 0;
            }

            _counts[token!] = count + 1;
            index++;
        }

        _sequence++;
    }

    public string[] ToTokens() =>
    [
        .. _special,
        .. _counts
            .Where(item => item.Value >= _minimumCount && !_special.Contains(item.Key))
            .OrderByDescending(static item => item.Value)
            .ThenBy(static item => item.Key, StringComparer.Ordinal)
            .Take(_maximumSize - _special.Length)
            .Select(static item => item.Key),
    ];
}
