using System.Collections.ObjectModel;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Some sequences that a model computes at once, with what is needed to train on them. Everything is batch-major and
/// stays the caller's memory. Targets and states are added by <c>with</c>:
/// <c>Batch&lt;float&gt;.FromFeatures(x, rows, steps) with { Classes = y }</c>. The members are those of the model's
/// first input and its first head; what others read and are to give is in <see cref="MoreInputs"/> and
/// <see cref="MoreTargets"/>.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
public sealed record Batch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private ReadOnlyMemory<int> _classes;
    private ReadOnlyMemory<int> _classCounts;
    private ReadOnlyMemory<T> _targets;
    private ReadOnlyMemory<T> _sampleWeights;
    private ReadOnlyMemory<T> _initialStates;

    private Batch(int rows, int steps, ReadOnlyMemory<int> lengths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (!lengths.IsEmpty)
        {
            Require.Length(lengths.Length, rows, nameof(lengths), $"one length for each of {rows} rows");
            Require.Lengths(lengths.Span, steps, nameof(lengths));
        }

        Rows = rows;
        Steps = steps;
        Lengths = lengths;
    }

    /// <summary>Number of rows: of sequences on each axis.</summary>
    public int Rows { get; private set; }

    /// <summary>Steps that each sequence has room for; 0 where the first input has one value a row.</summary>
    public int Steps { get; private set; }

    /// <summary>Number of valid steps of each row, in any order; empty where all steps are valid. [B]</summary>
    public ReadOnlyMemory<int> Lengths { get; private set; }

    /// <summary>The features; empty where the model reads tokens. [B, T, F], or [B, F]</summary>
    public ReadOnlyMemory<T> Features { get; private set; }

    /// <summary>The tokens; empty where the model reads features. [B, T]</summary>
    public ReadOnlyMemory<int> Tokens { get; private set; }

    /// <summary>Whether the batch holds tokens.</summary>
    public bool HasTokens { get; private set; }

    /// <summary>Whether the first input has a value at each step; otherwise one a row.</summary>
    public bool PerStep { get; private set; } = true;

    /// <summary>
    /// What the model reads beside the first input, by <see cref="InputInfo.Name"/>. An input on an axis that another
    /// one is on has its steps and lengths.
    /// </summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public IReadOnlyDictionary<string, BatchInput<T>> MoreInputs
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(MoreInputs));
    } = ReadOnlyDictionary<string, BatchInput<T>>.Empty;

    /// <summary>What heads beside the first are to give, by <see cref="HeadInfo.Name"/>.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public IReadOnlyDictionary<string, BatchTarget<T>> MoreTargets
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(MoreTargets));
    } = ReadOnlyDictionary<string, BatchTarget<T>>.Empty;

    /// <summary>
    /// Initial values of the model's states, one state after the other, each [B, Size]; empty for each state's own
    /// start.
    /// </summary>
    public ReadOnlyMemory<T> InitialStates
    {
        get => _initialStates;
        init => _initialStates = value;
    }

    /// <summary>
    /// Target classes. [B], or [B, T] where the model gives an output a step; with CTC [B, L], L the longest list
    /// </summary>
    public ReadOnlyMemory<int> Classes
    {
        get => _classes;
        init => _classes = value;
    }

    /// <summary>Number of target classes of each row (CTC); empty where all have as many. [B]</summary>
    public ReadOnlyMemory<int> ClassCounts
    {
        get => _classCounts;
        init => _classCounts = value;
    }

    /// <summary>Target values. [B, O], or [B, T, O] where the model gives an output a step</summary>
    public ReadOnlyMemory<T> Targets
    {
        get => _targets;
        init => _targets = value;
    }

    /// <summary>
    /// Factors of the losses, finite: one a row [B], or one a loss in the shape of <see cref="Pass{T}.Losses"/>; empty
    /// for 1. A mean divides by what it would divide by without them. A negative one makes its loss grow, as a policy's
    /// gradient may want.
    /// </summary>
    public ReadOnlyMemory<T> SampleWeights
    {
        get => _sampleWeights;
        init => _sampleWeights = value;
    }

    /// <summary>
    /// Masks of dropout sites, by <see cref="DropoutSite.Name"/>: the factors themselves (0 or 1/(1-p); zoneout: 1
    /// keeps the old value). [B, T, W], or [B, W] for a site with one mask a sequence. Others are drawn.
    /// </summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public IReadOnlyDictionary<string, ReadOnlyMemory<T>> DropoutMasks
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(DropoutMasks));
    } = ReadOnlyDictionary<string, ReadOnlyMemory<T>>.Empty;

    /// <summary>Sequences of features.</summary>
    /// <param name="features">The features. [B, T, F]</param>
    /// <param name="rows">Number of sequences B, at least 1.</param>
    /// <param name="steps">Number of steps T.</param>
    /// <param name="lengths">Valid steps of each row, or empty for all. [B]</param>
    /// <exception cref="ArgumentException">A size does not fit the others, or a length is not in 0 to T.</exception>
    public static Batch<T> FromFeatures(
        ReadOnlyMemory<T> features, int rows, int steps, ReadOnlyMemory<int> lengths = default)
    {
        var batch = new Batch<T>(rows, steps, lengths) { Features = features };
        long vectors = (long)rows * steps;
        if (vectors == 0 ? features.Length != 0 : features.Length % vectors != 0)
        {
            throw new ArgumentException(
                $"features has {features.Length} elements, which is no multiple of {rows} rows x {steps} steps.",
                nameof(features));
        }

        return batch;
    }

    /// <summary>Sequences of tokens.</summary>
    /// <param name="tokens">The tokens. [B, T]</param>
    /// <param name="rows">Number of sequences B, at least 1.</param>
    /// <param name="steps">Number of steps T.</param>
    /// <param name="lengths">Valid steps of each row, or empty for all. [B]</param>
    /// <exception cref="ArgumentException">A size does not fit the others, or a length is not in 0 to T.</exception>
    public static Batch<T> FromTokens(
        ReadOnlyMemory<int> tokens, int rows, int steps, ReadOnlyMemory<int> lengths = default)
    {
        var batch = new Batch<T>(rows, steps, lengths) { Tokens = tokens, HasTokens = true };
        Require.Length(tokens.Length, (long)rows * steps, nameof(tokens), $"{rows} rows x {steps} steps");
        return batch;
    }

    /// <summary>Vectors of features, of a model whose first input has one value a row.</summary>
    /// <param name="values">The features. [B, F]</param>
    /// <param name="rows">Number of rows B, at least 1.</param>
    /// <exception cref="ArgumentException">The features are no multiple of the rows.</exception>
    public static Batch<T> FromVectors(ReadOnlyMemory<T> values, int rows)
    {
        var batch = new Batch<T>(rows, 0, default) { Features = values, PerStep = false };
        _ = Require.Multiple(values.Length, rows, nameof(values));
        return batch;
    }

    /// <summary>The batch's size.</summary>
    public override string ToString() => $"Batch of {Rows} rows x {Steps} steps";

    /// <summary>One of the model's inputs; the batch must have it.</summary>
    internal BatchInput<T> Input(ModelInfo info, int input) =>
        input == 0 ? BatchInput<T>.Of(this) : MoreInputs[info.Inputs[input].Name];

    /// <summary>What one of the model's heads is to give; the batch must have it.</summary>
    internal BatchTarget<T> Target(ModelInfo info, int head) => head > 0
        ? MoreTargets[info.Heads[head].Name]
        : new BatchTarget<T>
        {
            Classes = Classes,
            ClassCounts = ClassCounts,
            Values = Targets,
            Weights = SampleWeights,
        };

    /// <summary>Valid steps of a row.</summary>
    internal int LengthOf(int row) => Lengths.IsEmpty ? Steps : Lengths.Span[row];

    /// <summary>Uses the batch again for other rows; inputs and targets follow.</summary>
    internal void Refill(int rows, int steps, ReadOnlyMemory<int> lengths, ReadOnlyMemory<T> states)
    {
        Rows = rows;
        Steps = steps;
        Lengths = lengths;
        _initialStates = states;
    }

    internal void RefillFeatures(ReadOnlyMemory<T> features)
    {
        Features = features;
        HasTokens = false;
    }

    internal void RefillTokens(ReadOnlyMemory<int> tokens)
    {
        Tokens = tokens;
        HasTokens = true;
    }

    internal void RefillTargets(in BatchTarget<T> target)
    {
        _classes = target.Classes;
        _classCounts = target.ClassCounts;
        _targets = target.Values;
        _sampleWeights = target.Weights;
    }
}
