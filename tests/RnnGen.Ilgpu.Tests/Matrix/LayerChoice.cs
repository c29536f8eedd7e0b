namespace RnnGen.Ilgpu.Tests.Matrix;

/// <summary>Options of a recurrent layer, each by a key.</summary>
/// <param name="Cell">Its cell.</param>
/// <param name="Direction">Which way it reads.</param>
/// <param name="Drops">What is dropped in training, one or several with a plus between them.</param>
public sealed record LayerChoice(string Cell, string Direction, string Drops)
{
    /// <summary>A cell with reductions over units, so that its kernels take whole rows.</summary>
    public const string OwnCell = """
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

    private const string Between = "between";

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
        [Between] = ", Dropout = 0.3",
        ["zoneout"] = ", Zoneout = 0.3",
    };

    /// <summary>Cells.</summary>
    public static IReadOnlyList<string> Cells { get; } = [.. s_cells.Keys];

    /// <summary>Directions.</summary>
    public static IReadOnlyList<string> Directions { get; } = [.. s_directions.Keys];

    /// <summary>What may be dropped, one by one.</summary>
    public static IReadOnlyList<string> AllDrops { get; } = [.. s_drops.Keys];

    /// <summary>The same in few layers.</summary>
    public static IReadOnlyList<string> JointDrops { get; } = ["kept", "input+recurrent", Between + "+zoneout"];

    /// <summary>So many layers alike, and dropout behind the last where they have it between them.</summary>
    public IEnumerable<string> Attributes(int layers, int size, string name)
    {
        string[] dropped = Drops.Split('+');
        string drops = string.Concat(dropped.Where(one => one != Between || layers > 1).Select(one => s_drops[one]));
        string stacked = layers > 1 ? $", Layers = {layers}" : "";
        yield return $"[{s_cells[Cell]}({size}{stacked}{s_directions[Direction]}{drops}, Name = \"{name}\")]";
        if (dropped.Contains(Between))
            yield return "[Dropout(0.3)]";
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Cell}/{Direction}/{Drops}";
}
