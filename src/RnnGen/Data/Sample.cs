using System.Collections.ObjectModel;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// One sequence with what a model is to make of it. Targets are added by <c>with</c>:
/// <c>Sample&lt;float&gt;.FromTokens(tokens) with { Class = 2 }</c>. The memory stays the caller's. The members are
/// those of the model's first input and its first head; what others read and are to give is in
/// <see cref="MoreInputs"/> and <see cref="MoreTargets"/>.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
public sealed record Sample<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _weight = 1;
    private SampleInput<T> _input;

    private Sample(SampleInput<T> input) => _input = input;

    /// <summary>Number of steps; 0 is allowed, and what a sample has whose first input is one value.</summary>
    public int Steps => _input.Steps;

    /// <summary>The features; empty where the model reads tokens. [T, F], or [F]</summary>
    public ReadOnlyMemory<T> Features => _input.Features;

    /// <summary>The tokens; empty where the model reads features. [T]</summary>
    public ReadOnlyMemory<int> Tokens => _input.Tokens;

    /// <summary>Whether the sample holds tokens.</summary>
    public bool HasTokens => _input.HasTokens;

    /// <summary>Whether the first input has a value at each step; otherwise one.</summary>
    public bool PerStep => _input.PerStep;

    /// <summary>
    /// What the model reads beside the first input, by <see cref="InputInfo.Name"/>. Inputs on one axis have as many
    /// steps.
    /// </summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public IReadOnlyDictionary<string, SampleInput<T>> MoreInputs
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(MoreInputs));
    } = ReadOnlyDictionary<string, SampleInput<T>>.Empty;

    /// <summary>What heads beside the first are to give, by <see cref="HeadInfo.Name"/>.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public IReadOnlyDictionary<string, SampleTarget<T>> MoreTargets
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(MoreTargets));
    } = ReadOnlyDictionary<string, SampleTarget<T>>.Empty;

    /// <summary>
    /// Target classes: one [1], or one a step [T] where the model gives an output a step; with CTC a list of any
    /// length. Of a model with <see cref="ModelInfo.Step"/> the reply, of any length and without start and end: what is
    /// said before each token of it follows, unless the sample holds that input. A reply of no tokens is an array
    /// without elements; <see cref="ReadOnlyMemory{T}.Empty"/> is no reply, and such a sample is not trained on.
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

    /// <summary>Factor of the sample's losses, of all heads; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Weight
    {
        get => _weight;
        init => _weight = RequireWeight(value);
    }

    /// <summary>A sequence of features.</summary>
    /// <param name="features">The features. [T, F]</param>
    /// <param name="steps">Number of steps T.</param>
    /// <exception cref="ArgumentException">The features are no multiple of the steps.</exception>
    public static Sample<T> FromFeatures(ReadOnlyMemory<T> features, int steps) =>
        new(SampleInput<T>.FromFeatures(features, steps));

    /// <summary>A sequence of tokens.</summary>
    /// <param name="tokens">The tokens. [T]</param>
    public static Sample<T> FromTokens(ReadOnlyMemory<int> tokens) => new(SampleInput<T>.FromTokens(tokens));

    /// <summary>A vector of features, of a model whose first input has one value a row.</summary>
    /// <param name="values">The features. [F]</param>
    public static Sample<T> FromVector(ReadOnlyMemory<T> values) => new(SampleInput<T>.FromVector(values));

    /// <summary>The sample's size.</summary>
    public override string ToString() => $"Sample of {Steps} {(HasTokens ? "tokens" : "steps")}";

    /// <summary>A sample of what each input of a model reads.</summary>
    internal static Sample<T> Of(ModelInfo info, ReadOnlySpan<SampleInput<T>> inputs)
    {
        var more = new Dictionary<string, SampleInput<T>>();
        for (int i = 1; i < inputs.Length; i++)
            more.Add(info.Inputs[i].Name, inputs[i]);
        return new Sample<T>(inputs[0]) { MoreInputs = more };
    }

    /// <summary>Steps of the longest input.</summary>
    internal int Longest
    {
        get
        {
            int longest = Steps;
            foreach ((_, SampleInput<T> input) in MoreInputs)
                longest = Math.Max(longest, input.Steps);
            return longest;
        }
    }

    /// <summary>What samples are sorted by to meet others of their length: the first input's, if it has one.</summary>
    internal int Length => PerStep ? Steps : Longest;

    /// <summary>One of the model's inputs; the sample must have it.</summary>
    internal SampleInput<T> Input(ModelInfo info, int input) =>
        input == 0 ? _input : MoreInputs[info.Inputs[input].Name];

    /// <summary>What one of the model's heads is to give; the sample must have it.</summary>
    internal SampleTarget<T> Target(ModelInfo info, int head) => head > 0
        ? MoreTargets[info.Heads[head].Name]
        : new SampleTarget<T> { Classes = Classes, Values = Targets };

    /// <summary>The same sample with another first input.</summary>
    internal Sample<T> WithFirst(SampleInput<T> input) => this with { _input = input };

    /// <summary>Steps on one of the model's axes, as its first input says; 0 where no sequence is on it.</summary>
    internal int StepsOn(ModelInfo info, int axis) =>
        info.FirstInputOn(axis) is >= 0 and int input ? Input(info, input).Steps : 0;

    internal static double RequireWeight(double value) => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(Weight), value,
            FormattableString.Invariant($"Weight is {value}; it must be finite and not negative."));
}
