using System.Globalization;

namespace RnnGen;

/// <summary>A sequence of tokens that a model said.</summary>
public sealed class Decoded
{
    internal Decoded(int[] tokens, double[] tokenScores, double score, bool hasEnded)
    {
        Tokens = Array.AsReadOnly(tokens);
        TokenScores = Array.AsReadOnly(tokenScores);
        Score = score;
        HasEnded = hasEnded;
    }

    /// <summary>The tokens, without what was given before them and without the end token. [n]</summary>
    public IReadOnlyList<int> Tokens { get; }

    /// <summary>Whether the end token came; otherwise <see cref="Decoding.MaximumLength"/> was reached.</summary>
    public bool HasEnded { get; }

    /// <summary>
    /// The sum of <see cref="TokenScores"/>; of a beam with a length penalty divided by what the penalty says.
    /// </summary>
    public double Score { get; }

    /// <summary>
    /// The natural logarithm of each token's probability under the model, whatever the temperature; the end token's
    /// last, where it came. [n], or [n + 1]
    /// </summary>
    public IReadOnlyList<double> TokenScores { get; }

    /// <summary>
    /// What else a beam found, in descending order of the score: one less than the number asked for, or fewer where no
    /// more are possible.
    /// </summary>
    public IReadOnlyList<Decoded> Alternatives { get; internal init; } = [];

    /// <summary>Number of tokens and score, such as "12 tokens (score -3.21)".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Tokens.Count} tokens (score {Score:0.00})");
}
