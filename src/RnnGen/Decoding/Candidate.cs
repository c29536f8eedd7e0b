namespace RnnGen;

/// <summary>A token that something could go on with.</summary>
/// <param name="Score">How good that would be.</param>
/// <param name="Parent">What would go on.</param>
/// <param name="Token">The token.</param>
internal readonly record struct Candidate(double Score, int Parent, int Token)
{
    /// <summary>Whether this one is preferred; of equals the lowest parent is, and then the lowest token.</summary>
    public bool Precedes(in Candidate other) => Score != other.Score
        ? Score > other.Score
        : Parent != other.Parent ? Parent < other.Parent : Token < other.Token;
}
