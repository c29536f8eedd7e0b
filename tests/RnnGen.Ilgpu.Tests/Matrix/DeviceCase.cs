using RnnGen.Conformance.Tests;
using RnnGen.Program;
using RnnGen.Testing;

namespace RnnGen.Ilgpu.Tests.Matrix;

/// <summary>
/// A stack of recurrent layers that a device must compute and train as the processor does, on rows of some lengths.
/// </summary>
/// <param name="name">What a test runner shows and takes.</param>
/// <param name="stack">The layers' options; neighbours that are alike are one attribute.</param>
/// <param name="lengths">How long the rows are.</param>
public sealed class DeviceCase(string name, LayerChoice[] stack, LengthKind lengths)
{
    /// <summary>
    /// Not set: of the pairwise cover one stack of each depth, since compiling kernels takes its time. "pairs": the
    /// cover. Anything else: every combination.
    /// </summary>
    public const string Variable = "RNNGEN_DEVICE_MATRIX";

    private const int Rows = 6, Steps = 5, Classes = 4, Deepest = 3;

    /// <summary>Whether every combination is run.</summary>
    public static bool IsWhole => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } and not "pairs";

    /// <summary>What is run.</summary>
    public static IReadOnlyList<DeviceCase> Chosen { get; } =
    [
        .. (IsWhole ? All() : Covered()).SelectMany(static stack => Enum.GetValues<LengthKind>().Select(
            lengths => new DeviceCase($"{NameOf(stack)}/{lengths}", stack, lengths))),
    ];

    /// <summary>
    /// A layer without anything that is drawn, for finite differences: of the own cell, for which nobody else has
    /// numbers, or of each cell.
    /// </summary>
    public static IReadOnlyList<DeviceCase> Plain { get; } =
    [
        .. (IsWhole ? LayerChoice.Cells : ["own"]).Select(static cell => new LayerChoice(cell, "forward", "kept"))
            .Select(static choice => new DeviceCase($"plain {choice}", [choice], LengthKind.WithEmptyRow)),
    ];

    /// <inheritdoc cref="DeviceCase" path="/param[@name='name']"/>
    public string Name => name;

    /// <summary>A tagger: a loss at each step.</summary>
    public Declaration Large => Declare(features: 5, size: 9, Classes, Precision.Single);

    /// <summary>The model for finite differences: few parameters.</summary>
    public Declaration Small => Declare(features: 2, size: 3, classes: 2, Precision.Double);

    /// <summary>The case of a name.</summary>
    public static DeviceCase Find(string name) => Chosen.Concat(Plain).First(one => one.Name == name);

    /// <summary>A batch for the small model.</summary>
    public StackCase DrawSmall(ModelInfo info, int seed) =>
        RandomCase.Draw(info, Name, 3, 4, lengths.Draw(3, 4), seed);

    /// <summary>A batch with targets, and one with gradients of the outputs and of the final states.</summary>
    public IEnumerable<StackCase> DrawLarge(ModelInfo info, int seed)
    {
        StackCase drawn = RandomCase.Draw(info, Name, Rows, Steps, lengths.Draw(Rows, Steps), seed);
        var random = new Random(seed);
        yield return drawn with
        {
            Classes = [.. Enumerable.Range(0, Rows * Steps).Select(_ => random.Next(Classes))],
        };
        yield return drawn;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static IEnumerable<LayerChoice[]> All() =>
        from depth in Enumerable.Range(1, Deepest)
        from cell in LayerChoice.Cells
        from direction in LayerChoice.Directions
        from drops in LayerChoice.AllDrops
        select Enumerable.Repeat(new LayerChoice(cell, direction, drops), depth).ToArray();

    private static IEnumerable<LayerChoice[]> Covered() =>
        Environment.GetEnvironmentVariable(Variable) == "pairs" ? Pairwise()
            : Pairwise().DistinctBy(static stack => stack.Length);

    /// <summary>
    /// Each layer has kernels to compile, which take all of the time: layers drop several things at once, and those
    /// that the cover has at one depth are stacked onto each other.
    /// </summary>
    private static IEnumerable<LayerChoice[]> Pairwise() =>
        PairwiseCover
            .Generate(
                Deepest, LayerChoice.JointDrops.Count, LayerChoice.Cells.Count, LayerChoice.Directions.Count)
            .GroupBy(
                static row => row[0] + 1,
                static row => new LayerChoice(
                    LayerChoice.Cells[row[2]], LayerChoice.Directions[row[3]], LayerChoice.JointDrops[row[1]]))
            .SelectMany(static depth => Stacks([.. depth], depth.Key));

    /// <summary>Stacks of so many layers; what is left over is on top of the last one.</summary>
    private static IEnumerable<LayerChoice[]> Stacks(LayerChoice[] layers, int depth)
    {
        for (int first = 0, next; first < layers.Length; first = next)
        {
            next = layers.Length - first < 2 * depth ? layers.Length : first + depth;
            yield return layers[first..next];
        }
    }

    private static string NameOf(LayerChoice[] stack) => string.Join('+', Alike(stack).Select(
        static alike => alike.Count == 1 ? $"{alike.Choice}" : $"{alike.Count}x{alike.Choice}"));

    private static IEnumerable<(LayerChoice Choice, int Count)> Alike(LayerChoice[] stack)
    {
        for (int first = 0, next; first < stack.Length; first = next)
        {
            for (next = first + 1; next < stack.Length && stack[next] == stack[first];)
                next++;
            yield return (stack[first], next - first);
        }
    }

    private Declaration Declare(int features, int size, int classes, Precision precision) => Declaration.Of(
        [
            $"[Input({features})]",
            .. Alike(stack).SelectMany((alike, i) => alike.Choice.Attributes(alike.Count, size, $"rnn{i}")),
            $"[Dense({classes})]",
            "[CrossEntropy]",
        ],
        precision,
        stack.Any(static layer => layer.Cell == "own") ? LayerChoice.OwnCell : null);
}
