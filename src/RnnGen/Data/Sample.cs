namespace RnnGen;

/// <summary>
/// One sequence with what a model is to make of it. Targets are added by <c>with</c>:
/// <c>Sample&lt;float&gt;.FromTokens(tokens) with { Class = 2 }</c>. The memory stays the caller's.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
public sealed record Sample<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _weight = 1;

    private Sample(int steps) => Steps = steps;

    /// <summary>Number of steps; 0 is allowed.</summary>
    public int Steps { get; }

    /// <summary>The features; empty where the model reads tokens. [T, F]</summary>
    public ReadOnlyMemory<T> Features { get; private init; }

    /// <summary>The tokens; empty where the model reads features. [T]</summary>
    public ReadOnlyMemory<int> Tokens { get; private init; }

    /// <summary>Whether the sample holds tokens.</summary>
    public bool HasTokens { get; private init; }

    /// <summary>
    /// Target classes: one [1], or one a step [T] where the model gives an output a step; with CTC a list of any
    /// length.
    /// </summary>
    public ReadOnlyMemory<int> Classes { get; init; }

    /// <summary>
    /// The target class of a model that gives one output a sequence; the first of <see cref="Classes"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The sample has no class.</exception>
    public int Class
    {
        get => Classes.IsEmpty
            ? throw new InvalidOperationException("The sample has no class.")
            : Classes.Span[0];
        init => Classes = new[] { value };
    }

    /// <summary>Target values: [O], or [T, O] where the model gives an output a step.</summary>
    public ReadOnlyMemory<T> Targets { get; init; }

    /// <summary>Factor of the sample's losses; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Weight
    {
        get => _weight;
        init => _weight = double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Weight), value, $"Weight is {value}; it must be finite and not negative.");
    }

    /// <summary>A sequence of features.</summary>
    /// <param name="features">The features. [T, F]</param>
    /// <param name="steps">Number of steps T.</param>
    /// <exception cref="ArgumentException">The features are no multiple of the steps.</exception>
    public static Sample<T> FromFeatures(ReadOnlyMemory<T> features, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (steps == 0 ? features.Length != 0 : features.Length % steps != 0)
        {
            throw new ArgumentException(
                $"features has {features.Length} elements, which is no multiple of {steps} steps.", nameof(features));
        }

        return new Sample<T>(steps) { Features = features };
    }

    /// <summary>A sequence of tokens.</summary>
    /// <param name="tokens">The tokens. [T]</param>
    public static Sample<T> FromTokens(ReadOnlyMemory<int> tokens) =>
        new(tokens.Length) { Tokens = tokens, HasTokens = true };

    /// <summary>The sample's size.</summary>
    public override string ToString() => $"Sample of {Steps} {(HasTokens ? "tokens" : "steps")}";
}
