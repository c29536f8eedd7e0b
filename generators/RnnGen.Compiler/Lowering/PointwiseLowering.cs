using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// Turns a tree of operators and functions that work unit by unit into one map a chunk, whose inputs are what the tree
/// ends at.
/// </summary>
internal sealed class PointwiseLowering
{
    private readonly NetworkBuilder _network;
    private readonly string _name;
    private readonly Func<GraphExpr, string, LayerValue> _lower;
    private readonly Dictionary<string, LayerValue> _leaves = new(StringComparer.Ordinal);

    private PointwiseLowering(NetworkBuilder network, string name, Func<GraphExpr, string, LayerValue> lower)
    {
        _network = network;
        _name = name;
        _lower = lower;
    }

    /// <summary>Lowers a tree; <paramref name="lower"/> gives the value of what is not part of it.</summary>
    public static LayerValue Run(
        NetworkBuilder network, string name, PointwiseCall call, string path,
        Func<GraphExpr, string, LayerValue> lower)
        => new PointwiseLowering(network, name, lower).Run(call, path);

    private LayerValue Run(PointwiseCall call, string path)
    {
        _ = Measure(call, path);
        BringToOneOrder();
        LayerValue pattern = _leaves.Values.First();
        int[] cuts = [.. pattern.Chunks.Select(static chunk => chunk.Size)];
        var leaves = new Dictionary<string, IReadOnlyList<Chunk>>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, LayerValue> leaf in _leaves)
            leaves.Add(leaf.Key, Cut(leaf.Value.Chunks, cuts));
        return new LayerValue([.. cuts.Select((_, i) => Map(
            call, path, pattern.PerStep, leaves.ToDictionary(static leaf => leaf.Key, leaf => leaf.Value[i])))]);
    }

    /// <summary>The units of an operand, 0 of a number; collects the leaves on the way.</summary>
    private int Measure(GraphExpr expr, string path)
    {
        switch (expr)
        {
            case NumberValue:
                return 0;
            case PointwiseCall call:
                int[] widths = [.. call.Arguments.Select((a, i) => Measure(a, $"{path}.arguments[{i}]"))];
                if (widths.Length == 2 && widths[0] != widths[1] && widths.All(static width => width > 0))
                    throw new DeclarationException(
                        DiagnosticIds.UnitsDiffer, path + ".operator",
                        Describe(call.Arguments[0], "The left side"), widths[0],
                        Describe(call.Arguments[1], "the right side"), widths[1]);
                return widths.Max();
            default:
                _leaves.Add(path, _lower(expr, path));
                return _leaves[path].Width;
        }
    }

    /// <summary>Values of a row may come from sequences of several times.</summary>
    private void BringToOneOrder()
    {
        IEnumerable<Chunk> chunks = _leaves.Values.SelectMany(static leaf => leaf.Chunks);
        if (chunks.Select(static chunk => chunk.Axis).Distinct().Count() < 2)
            return;
        foreach (string leaf in _leaves.Keys.ToList())
            _leaves[leaf] = new LayerValue([.. _leaves[leaf].Chunks.Select(_network.OnFirstAxis)]);
    }

    private static string Describe(GraphExpr operand, string otherwise)
        => operand is NameValue name ? $"'{name.Name}'" : otherwise;

    private IReadOnlyList<Chunk> Cut(IReadOnlyList<Chunk> value, int[] sizes)
        => value.Select(static chunk => chunk.Size).SequenceEqual(sizes) ? value : _network.Recut(_name, value, sizes);

    /// <summary>The tree over one chunk of each leaf. A mixture of both ends of time counts as running forwards.</summary>
    private Chunk Map(PointwiseCall call, string path, bool perStep, Dictionary<string, Chunk> leaves)
    {
        List<Chunk> inputs = [.. leaves.Values.Distinct().OrderBy(static chunk => chunk.IsReverse)];
        return _network.Map(_name, perStep, inputs, (graph, x) =>
        {
            Node Build(GraphExpr expr, string at)
            {
                switch (expr)
                {
                    case NumberValue number:
                        return graph.Constant(number.Value);
                    case PointwiseCall inner:
                        Node[] arguments = [.. inner.Arguments.Select((a, i) => Build(a, $"{at}.arguments[{i}]"))];
                        return arguments.Length == 1
                            ? CellFunctions.Lower(graph, inner.Function, Activation.Identity, arguments[0])
                            : CellFunctions.Lower(graph, inner.Function, arguments[0], arguments[1]);
                    default:
                        return x[inputs.IndexOf(leaves[at])];
                }
            }

            Node result = Build(call, path);
            return result.Size > 0 ? result : throw new DeclarationException(
                DiagnosticIds.NotInForward, path, "A value that does not depend on the input",
                "leave out what multiplies it by 0");
        }, HasNoValueAtZero(call));
    }

    private static bool HasNoValueAtZero(GraphExpr expr) => expr is PointwiseCall call
        && (call.Function is CellFunction.Log or CellFunction.Sqrt
            || (call.Function == CellFunction.Divide && call.Arguments[1] is not NumberValue)
            || call.Arguments.Any(HasNoValueAtZero));
}
