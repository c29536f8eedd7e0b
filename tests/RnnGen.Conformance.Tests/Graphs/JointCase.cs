using System.Numerics;
using RnnGen.Program;
using RnnGen.Testing;

namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>A batch of a model of any inputs, axes and heads, batch-major, with the gradient of what it gives.</summary>
internal sealed record JointCase
{
    // Tokens that number steps go a little beyond the longest row.
    private const int Positions = 9;

    public required int Rows { get; init; }

    /// <summary>Steps of each axis.</summary>
    public required int[] Steps { get; init; }

    /// <summary>Lengths of the rows on each axis.</summary>
    public required int[][] Lengths { get; init; }

    /// <summary>Features of each input; empty for tokens.</summary>
    public required double[][] Features { get; init; }

    /// <summary>Tokens of each input; empty for features.</summary>
    public required int[][] Tokens { get; init; }

    public required double[] States { get; init; }

    /// <summary>Gradient of each head's output.</summary>
    public required double[][] HeadWeights { get; init; }

    public required double[] StateWeights { get; init; }

    /// <summary>Draws a batch whose rows have lengths of their own on each axis.</summary>
    public static JointCase Draw(ModelInfo info, int rows, int seed)
    {
        var random = new Random(seed);
        double[] Values(int count)
            => [.. Enumerable.Range(0, count).Select(_ => (double)(float)((2 * random.NextDouble()) - 1))];
        int[] steps = [.. info.Axes.Select((axis, i) => axis.FixedSteps > 0 ? axis.FixedSteps : 4 + i)];
        int Area(int axis, bool perStep) => rows * (perStep ? steps[axis] : 1);
        return new JointCase
        {
            Rows = rows,
            Steps = steps,
            Lengths = [.. info.Axes.Select((axis, i) => Enumerable.Range(0, rows)
                .Select(_ => axis.FixedSteps > 0 ? axis.FixedSteps : random.Next(steps[i] + 1)).ToArray())],
            Features = [.. info.Inputs.Select(input => Values(Area(input.Axis, input.PerStep) * input.Features))],
            Tokens = [.. info.Inputs.Select(input => input.Vocabulary == 0 ? []
                : Enumerable.Range(0, Area(input.Axis, true))
                    .Select(_ => random.Next(Math.Min(input.Vocabulary, Positions))).ToArray())],
            States = Values(rows * info.States.Sum(static state => state.Size)),
            HeadWeights = [.. info.Heads.Select(head => Values(Area(head.Axis, head.PerStep) * head.Width))],
            StateWeights = Values(rows * info.States.Sum(static state => state.Size)),
        };
    }

    /// <summary>As a batch.</summary>
    public Batch<T> Batch<T>(ModelInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int axis = info.Inputs[0].Axis;
        Batch<T> batch = info.Inputs[0] switch
        {
            { PerStep: false } => RnnGen.Batch<T>.FromVectors(Floats.FromDoubles<T>(Features[0]), Rows),
            { Vocabulary: > 0 } => RnnGen.Batch<T>.FromTokens(Tokens[0], Rows, Steps[axis], Lengths[axis]),
            _ => RnnGen.Batch<T>.FromFeatures(Floats.FromDoubles<T>(Features[0]), Rows, Steps[axis], Lengths[axis]),
        };
        return batch with
        {
            MoreInputs = info.Inputs.Skip(1).Select((input, i) => (input.Name, Value: Input<T>(input, i + 1)))
                .ToDictionary(static pair => pair.Name, static pair => pair.Value),
            InitialStates = Floats.FromDoubles<T>(States),
        };
    }

    /// <summary>One row by itself, with no more steps than it has.</summary>
    public JointCase Row(ModelInfo info, int row)
    {
        int[] lengths = [.. Lengths.Select(of => of[row])];
        double[] Part(double[] all, int axis, bool perStep, int width) => perStep
            ? all[(row * Steps[axis] * width)..(((row * Steps[axis]) + lengths[axis]) * width)]
            : all[(row * width)..((row + 1) * width)];
        return this with
        {
            Rows = 1,
            Steps = lengths,
            Lengths = [.. lengths.Select(static length => new[] { length })],
            Features = [.. info.Inputs.Select((input, i)
                => Part(Features[i], input.Axis, input.PerStep, input.Features))],
            Tokens = [.. info.Inputs.Select((input, i) => input.Vocabulary == 0 ? []
                : Tokens[i][(row * Steps[input.Axis])..((row * Steps[input.Axis]) + lengths[input.Axis])])],
            States = StatesOf(info, States, row),
            HeadWeights = [.. info.Heads.Select((head, i) => OutputOf(info, i, HeadWeights[i], row))],
            StateWeights = StatesOf(info, StateWeights, row),
        };
    }

    /// <summary>What a head gave for one row, without padding.</summary>
    public double[] OutputOf(ModelInfo info, int head, double[] all, int row)
    {
        HeadInfo of = info.Heads[head];
        int steps = of.PerStep ? Steps[of.Axis] : 1, valid = of.PerStep ? Lengths[of.Axis][row] : 1;
        return all[(row * steps * of.Width)..(((row * steps) + valid) * of.Width)];
    }

    /// <summary>The states of one row.</summary>
    public double[] StatesOf(ModelInfo info, double[] all, int row)
    {
        var result = new List<double>();
        int start = 0;
        foreach (StateInfo state in info.States)
        {
            result.AddRange(all[(start + (row * state.Size))..(start + ((row + 1) * state.Size))]);
            start += Rows * state.Size;
        }

        return [.. result];
    }

    private BatchInput<T> Input<T>(InputInfo input, int number)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] features = Floats.FromDoubles<T>(Features[number]);
        return !input.PerStep ? BatchInput<T>.FromVectors(features)
            : input.Vocabulary > 0
                ? BatchInput<T>.FromTokens(Tokens[number], Steps[input.Axis], Lengths[input.Axis])
                : BatchInput<T>.FromFeatures(features, Steps[input.Axis], Lengths[input.Axis]);
    }
}
