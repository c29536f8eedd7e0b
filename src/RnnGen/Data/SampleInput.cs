namespace RnnGen;

/// <summary>What one input of a model reads of a sample.</summary>
/// <typeparam name="T">The float type.</typeparam>
public readonly record struct SampleInput<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Number of steps; 0 where there is one value.</summary>
    public int Steps { get; private init; }

    /// <summary>The features; empty for tokens. [T, F], or [F]</summary>
    public ReadOnlyMemory<T> Features { get; private init; }

    /// <summary>The tokens; empty for features. [T]</summary>
    public ReadOnlyMemory<int> Tokens { get; private init; }

    /// <summary>Whether these are tokens.</summary>
    public bool HasTokens { get; private init; }

    /// <summary>Whether there is a value at each step; otherwise one.</summary>
    public bool PerStep { get; private init; }

    /// <summary>A sequence of features.</summary>
    /// <param name="features">The features. [T, F]</param>
    /// <param name="steps">Number of steps T.</param>
    /// <exception cref="ArgumentException">The features are no multiple of the steps.</exception>
    public static SampleInput<T> FromFeatures(ReadOnlyMemory<T> features, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (steps == 0 ? features.Length != 0 : features.Length % steps != 0)
        {
            throw new ArgumentException(
                $"features has {features.Length} elements, which is no multiple of {steps} steps.", nameof(features));
        }

        return new SampleInput<T> { PerStep = true, Steps = steps, Features = features };
    }

    /// <summary>A sequence of tokens.</summary>
    /// <param name="tokens">The tokens. [T]</param>
    public static SampleInput<T> FromTokens(ReadOnlyMemory<int> tokens) =>
        new() { PerStep = true, Steps = tokens.Length, Tokens = tokens, HasTokens = true };

    /// <summary>One vector of features.</summary>
    /// <param name="values">The features. [F]</param>
    public static SampleInput<T> FromVector(ReadOnlyMemory<T> values) => new() { Features = values };
}
