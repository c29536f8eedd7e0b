namespace RnnGen;

/// <summary>
/// Long sequences in pieces: each begins with the states that the one before ended with, and gradients do not go back
/// beyond a piece's first step (truncated backpropagation through time; Williams and Peng 1990).
/// </summary>
public sealed record Truncation
{
    /// <summary>Pieces of so many steps; a sequence's last one may be shorter.</summary>
    /// <param name="steps">Steps, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public Truncation(int steps) => Steps = Check.AtLeast(steps, 1, nameof(steps));

    /// <summary>Steps of a piece.</summary>
    public int Steps { get; }

    /// <summary>The setting in a few words.</summary>
    public override string ToString() => FormattableString.Invariant($"pieces of {Steps} steps");
}
