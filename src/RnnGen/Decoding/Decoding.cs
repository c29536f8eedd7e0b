namespace RnnGen;

/// <summary>
/// How tokens are chosen from the scores that a model gives to each: <see cref="Greedy"/>, <see cref="Sample"/> or
/// <see cref="Beam"/>, with more set by <c>with</c>: <c>Decoding.Greedy with { MaximumLength = 20 }</c>.
/// </summary>
public abstract record Decoding
{
    private readonly int _maximumLength = 100;
    private readonly int? _end;

    private protected Decoding()
    {
    }

    /// <summary>The most probable token at each step; the lowest of equals.</summary>
    public static Decoding Greedy { get; } = new GreedyDecoding();

    /// <summary>Tokens to say at most, at least 1; an end token counts. 100 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaximumLength
    {
        get => _maximumLength;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaximumLength));
            _maximumLength = value;
        }
    }

    /// <summary>The token that ends a sequence; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int? End
    {
        get => _end;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value.GetValueOrDefault(), nameof(End));
            _end = value;
        }
    }

    /// <summary>
    /// Tokens drawn by their probabilities. Sequence i of a call draws the i-th stream of numbers of the seed, so that
    /// neither the other sequences nor threads change what it says.
    /// </summary>
    /// <param name="seed">What is drawn from.</param>
    /// <param name="temperature">What scores are divided by, above 0: less makes the probable ones more so.</param>
    /// <param name="topK">Only so many of the most probable tokens are said; 0 for all.</param>
    /// <param name="topP">
    /// Only the fewest of the most probable ones whose probabilities reach this share are said, in (0, 1]; of those
    /// that <paramref name="topK"/> left (Holtzman et al., "The curious case of neural text degeneration", ICLR 2020).
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in its range.</exception>
    public static Decoding Sample(ulong seed, double temperature = 1, int topK = 0, double topP = 1)
    {
        if (!(double.IsFinite(temperature) && temperature > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(temperature), temperature,
                FormattableString.Invariant($"temperature is {temperature}; it must be finite and above 0."));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(topK);
        if (!(topP is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(topP), topP, FormattableString.Invariant($"topP is {topP}; it must be in (0, 1]."));
        }

        return new SampledDecoding(seed, temperature, topK, topP);
    }

    /// <summary>
    /// The most probable sequences of those that a beam keeps: at each step the best continuations of all that is
    /// open, which leave the beam when they end. A beam of width 1 says what <see cref="Greedy"/> says.
    /// </summary>
    /// <param name="width">Sequences that are kept at each step, at least 1.</param>
    /// <param name="lengthPenalty">
    /// The sum of a sequence's log-probabilities is divided by ((5 + n) / 6)^this, n the number of its tokens with the
    /// end token (Wu et al., "Google's neural machine translation system", 2016): 0 for the sum itself, more prefers
    /// long ones.
    /// </param>
    /// <param name="best">Sequences to give, from 1 to <paramref name="width"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in its range.</exception>
    public static Decoding Beam(int width, double lengthPenalty = 0, int best = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (!(double.IsFinite(lengthPenalty) && lengthPenalty >= 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(lengthPenalty),
                lengthPenalty,
                FormattableString.Invariant($"lengthPenalty is {lengthPenalty}; it must be finite and not negative."));
        }

        if (best < 1 || best > width)
        {
            throw new ArgumentOutOfRangeException(
                nameof(best), best, $"best is {best}; a beam of width {width} gives 1 to {width} sequences.");
        }

        return new BeamDecoding(width, lengthPenalty, best);
    }

    /// <summary>Makes what decodes this way.</summary>
    internal abstract DecodeRun<T> CreateRun<T>(StepScorer<T> scorer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
