using RnnGen.Conformance.Tests;
using RnnGen.Program;
using RnnGen.Testing;

namespace RnnGen.Ilgpu.Tests.Matrix;

/// <summary>
/// A combination of options of a recurrent layer that a device must compute and train as the processor does.
/// </summary>
/// <param name="Cell">A key of the cells.</param>
/// <param name="Layers">Stacked layers.</param>
/// <param name="Direction">A key of the directions.</param>
/// <param name="Lengths">How long the rows are.</param>
/// <param name="Drops">A key of what is dropped.</param>
public sealed record DeviceCase(string Cell, int Layers, string Direction, LengthKind Lengths, string Drops)
{
    /// <summary>Set: every combination, instead of a set in which every pair of two options' values occurs.</summary>
    public const string Variable = "RNNGEN_DEVICE_MATRIX";

    private const int Rows = 6, Steps = 5, Classes = 4;

    /// <summary>Reductions over units, so that a kernel takes whole rows.</summary>
    private const string OwnCell = """
        [Cell]
        public sealed partial class OwnCell
        {
            public static Vec Step(Vec x, Vec h)
            {
                var focus = Softmax(Affine(x, h, name: "focus"));
                var next = LayerNorm(Tanh(Affine(x, h, name: "next")) + Softplus(h));
                return focus * next + (1 - focus) * h;
            }
        }
        """;

    private static readonly Dictionary<string, string> s_cells = new()
    {
        ["rnn"] = "SimpleRnn",
        ["lstm"] = "Lstm",
        ["gru"] = "Gru",
        ["own"] = "Recurrent<OwnCell>",
    };

    private static readonly Dictionary<string, string> s_directions = new()
    {
        ["forward"] = "",
        ["backward"] = ", GoBackwards = true",
        ["both"] = ", Bidirectional = true",
    };

    private static readonly Dictionary<string, string> s_drops = new()
    {
        ["kept"] = "",
        ["input"] = ", InputDropout = 0.3",
        ["recurrent"] = ", RecurrentDropout = 0.3",
        ["between"] = ", Dropout = 0.3",
        ["zoneout"] = ", Zoneout = 0.3",
    };

    /// <summary>Every combination.</summary>
    public static IReadOnlyList<DeviceCase> All { get; } =
    [
        .. from cell in s_cells.Keys
           from layers in new[] { 1, 2, 3 }
           from direction in s_directions.Keys
           from drops in s_drops.Keys
           from lengths in Enum.GetValues<LengthKind>()
           select new DeviceCase(cell, layers, direction, lengths, drops),
    ];

    /// <summary>A set in which every pair of two options' values occurs.</summary>
    public static IReadOnlyList<DeviceCase> Pairwise { get; } =
    [
        .. PairwiseCover.Generate(s_cells.Count, 3, s_directions.Count, 3, s_drops.Count)
            .Select(static row => new DeviceCase(
                s_cells.Keys.ElementAt(row[0]), row[1] + 1, s_directions.Keys.ElementAt(row[2]), (LengthKind)row[3],
                s_drops.Keys.ElementAt(row[4]))),
    ];

    /// <summary>Whether every combination is run.</summary>
    public static bool IsWhole => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>What is run: the pairwise set, or everything.</summary>
    public static IReadOnlyList<DeviceCase> Chosen { get; } = IsWhole ? All : Pairwise;

    /// <summary>One of each cell, without anything that is drawn: for finite differences.</summary>
    public static IReadOnlyList<DeviceCase> Plain { get; } =
        [.. s_cells.Keys.Select(static cell => new DeviceCase(cell, 1, "forward", LengthKind.WithEmptyRow, "kept"))];

    /// <summary>The name, which a test runner shows and takes.</summary>
    public string Name => $"{Cell}/{Layers}/{Direction}/{Lengths}/{Drops}";

    /// <summary>A tagger: a loss at each step, and dropout in front of it where layers have it between them.</summary>
    public Declaration Large => Declare(features: 5, size: 9, Classes, Precision.Single);

    /// <summary>The model for finite differences: few parameters.</summary>
    public Declaration Small => Declare(features: 2, size: 3, classes: 2, Precision.Double);

    /// <summary>The case of a name.</summary>
    public static DeviceCase Find(string name) => All.First(one => one.Name == name);

    /// <summary>A batch for the small model.</summary>
    public StackCase DrawSmall(ModelInfo info, int seed) =>
        RandomCase.Draw(info, Name, 3, 4, Lengths.Draw(3, 4), seed);

    /// <summary>A batch with targets, and one with gradients of the outputs and of the final states.</summary>
    public IEnumerable<StackCase> DrawLarge(ModelInfo info, int seed)
    {
        StackCase drawn = RandomCase.Draw(info, Name, Rows, Steps, Lengths.Draw(Rows, Steps), seed);
        var random = new Random(seed);
        yield return drawn with
        {
            Classes = [.. Enumerable.Range(0, Rows * Steps).Select(_ => random.Next(Classes))],
        };
        yield return drawn;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private Declaration Declare(int features, int size, int classes, Precision precision)
    {
        // Stacked layers have it between them; behind a single one there is what comes next.
        string drops = Drops == "between" && Layers == 1 ? "" : s_drops[Drops];
        string options = (Layers > 1 ? $", Layers = {Layers}" : "") + s_directions[Direction] + drops;
        return Declaration.Of(
            [
                $"[Input({features})]",
                $"[{s_cells[Cell]}({size}{options}, Name = \"rnn\")]",
                .. Drops == "between" ? new[] { "[Dropout(0.3)]" } : [],
                $"[Dense({classes})]",
                "[CrossEntropy]",
            ],
            precision,
            Cell == "own" ? OwnCell : null);
    }
}
