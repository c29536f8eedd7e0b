namespace RnnGen;

/// <summary>
/// Decodes all sequences of a scorer, step by step. Between two steps it allocates nothing, but where what was said
/// outgrows its memory.
/// </summary>
internal abstract class DecodeRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Steps that there is room for from the start.
    private const int UsualSteps = 256;

    /// <summary>Makes a run of so many rows a sequence.</summary>
    protected DecodeRun(StepScorer<T> scorer, Decoding how, int rowsPerSequence)
    {
        if (how.End is { } end && end >= scorer.Width)
        {
            throw new ArgumentOutOfRangeException(
                nameof(how), end, $"how has the end token {end}; tokens are 0 to {scorer.Width - 1}.");
        }

        int rows = checked(scorer.Sequences * rowsPerSequence);
        Scorer = scorer;
        MaximumLength = how.MaximumLength;
        End = how.End ?? -1;
        Scores = new StepScores<T>(rows, scorer.Width);
        Trail = new TokenTrail(checked(rows * Math.Min(how.MaximumLength, UsualSteps)));
        Tokens = new int[rows];
    }

    /// <summary>The model.</summary>
    protected StepScorer<T> Scorer { get; }

    /// <summary>Tokens to say at most.</summary>
    protected int MaximumLength { get; }

    /// <summary>The end token, or -1.</summary>
    protected int End { get; }

    /// <summary>The scores of the last step.</summary>
    protected StepScores<T> Scores { get; }

    /// <summary>What has been said.</summary>
    protected TokenTrail Trail { get; }

    /// <summary>What each row reads next. [rows]</summary>
    protected int[] Tokens { get; }

    /// <summary>Decodes.</summary>
    /// <param name="first">The token that each sequence reads first. [Sequences]</param>
    /// <param name="firstSequence">The number of the first sequence among all that are drawn for.</param>
    /// <returns>What each sequence became.</returns>
    public abstract IReadOnlyList<Decoded> Run(ReadOnlySpan<int> first, int firstSequence = 0);

    /// <summary>A sequence with its tokens.</summary>
    protected Decoded Read(Hypothesis said, IReadOnlyList<Decoded>? alternatives = null)
    {
        (int[] tokens, double[] scores) = Trail.To(said.Last);
        return new Decoded(said.HasEnded ? tokens[..^1] : tokens, scores, said.Score, said.HasEnded)
        {
            Alternatives = alternatives ?? [],
        };
    }
}
