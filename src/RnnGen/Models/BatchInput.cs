namespace RnnGen;

/// <summary>
/// What one input of a model reads for all rows of a batch, batch-major. Inputs on one axis have the same lengths.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
public readonly record struct BatchInput<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Steps that each row has room for; 0 where there is one value a row.</summary>
    public int Steps { get; private init; }

    /// <summary>Number of valid steps of each row; empty where all steps are valid. [B]</summary>
    public ReadOnlyMemory<int> Lengths { get; private init; }

    /// <summary>The features; empty for tokens. [B, T, F], or [B, F]</summary>
    public ReadOnlyMemory<T> Features { get; private init; }

    /// <summary>The tokens; empty for features. [B, T]</summary>
    public ReadOnlyMemory<int> Tokens { get; private init; }

    /// <summary>Whether these are tokens.</summary>
    public bool HasTokens { get; private init; }

    /// <summary>Whether there is a value at each step; otherwise one a row.</summary>
    public bool PerStep { get; private init; }

    /// <summary>A sequence of features for each row.</summary>
    /// <param name="features">The features. [B, T, F]</param>
    /// <param name="steps">Number of steps T.</param>
    /// <param name="lengths">Valid steps of each row, or empty for all. [B]</param>
    /// <exception cref="ArgumentOutOfRangeException">The steps are negative, or a length is not in 0 to T.</exception>
    public static BatchInput<T> FromFeatures(
        ReadOnlyMemory<T> features, int steps, ReadOnlyMemory<int> lengths = default) =>
        Sequences(steps, lengths) with { Features = features };

    /// <summary>A sequence of tokens for each row.</summary>
    /// <param name="tokens">The tokens. [B, T]</param>
    /// <param name="steps">Number of steps T.</param>
    /// <param name="lengths">Valid steps of each row, or empty for all. [B]</param>
    /// <exception cref="ArgumentOutOfRangeException">The steps are negative, or a length is not in 0 to T.</exception>
    public static BatchInput<T> FromTokens(
        ReadOnlyMemory<int> tokens, int steps, ReadOnlyMemory<int> lengths = default) =>
        Sequences(steps, lengths) with { Tokens = tokens, HasTokens = true };

    /// <summary>A vector of features for each row.</summary>
    /// <param name="values">The features. [B, F]</param>
    public static BatchInput<T> FromVectors(ReadOnlyMemory<T> values) => new() { Features = values };

    /// <summary>An input of a batch whose own members are the first.</summary>
    internal static BatchInput<T> Of(Batch<T> batch) => new()
    {
        PerStep = batch.PerStep,
        Steps = batch.Steps,
        Lengths = batch.Lengths,
        Features = batch.Features,
        Tokens = batch.Tokens,
        HasTokens = batch.HasTokens,
    };

    private static BatchInput<T> Sequences(int steps, ReadOnlyMemory<int> lengths)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        Require.Lengths(lengths.Span, steps, nameof(lengths));
        return new BatchInput<T> { PerStep = true, Steps = steps, Lengths = lengths };
    }
}
