using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering.Steps;

/// <summary>Units of a carried value before its cycle is built: those of what the step returns for it.</summary>
/// <param name="flow">What depends on what.</param>
/// <param name="spec">The model.</param>
/// <param name="lowering">What lies outside of the cycles.</param>
/// <param name="last">The sizes of a recurrent layer's last level, by the layer's number.</param>
internal sealed class StepSizes(StepFlow flow, ModelSpec spec, StepLowering lowering, Func<int, CellSizes> last)
{
    private readonly HashSet<int> _open = [];

    /// <summary>Units of a carried value that is not a layer's states.</summary>
    public int Of(int carried)
    {
        (GraphExpr next, string path) = flow.Next(carried);
        return Value(carried) is { } size and > 0 ? size : throw StepLowering.NotInStep(
            path, $"The units of '{flow[carried].Name}', which follow from nothing",
            "return what a layer gives, such as one with [Dense]");
    }

    private int? Value(int carried)
    {
        // what only hands itself on says nothing
        if (!_open.Add(carried))
            return null;
        (GraphExpr next, string path) = flow.Next(carried);
        int? size = Of(next, path);
        _open.Remove(carried);
        return size;
    }

    private int? Of(GraphExpr expr, string path)
    {
        if (flow.CycleOf(expr, path) < 0)
            return lowering.Outside(expr, path).Width;
        switch (expr)
        {
            case NameValue name when flow.Local(name.Name) is { } local:
                return Of(local.Value, local.Path);
            case NameValue name:
                return Value(flow.Carried(name.Name));
            case LayerCall call:
                return spec.Layers[call.Layer] switch
                {
                    DenseLayer dense => dense.Units,
                    RecurrentLayer => last(call.Layer).Output(),
                    AttentionLayer => Of(call.Arguments[call.Arguments.Count - 1], Last(call.Arguments, path)),
                    _ => Of(call.Arguments[0], path + ".arguments[0]"),
                };
            case GraphCall { Function: GraphFunction.Concat } concat:
                List<int?> parts = [.. GraphParts.Of(concat, path).Select(part => Of(part.Expr, part.Path))];
                return parts.Contains(null) ? null : parts.Sum();
            case GraphCall { Function: GraphFunction.Slice } slice:
                return (int)slice.Numbers[1];
            case OutputOfState { Of: NameValue state } when flow.LayerOf(state.Name, spec) is { } layer:
                return last(layer.Call.Layer).Infer()[0].Sum();
            case GraphCall { Function: GraphFunction.DotAttention or GraphFunction.ScaledDotAttention } call:
                return Of(call.Arguments[call.Arguments.Count - 1], Last(call.Arguments, path));
            default:
                return GraphParts.Of(expr, path).Where(static part => part.Expr is not NumberValue)
                    .Select(part => Of(part.Expr, part.Path)).FirstOrDefault(static size => size is not null);
        }
    }

    private static string Last(EquatableArray<GraphExpr> arguments, string path)
        => $"{path}.arguments[{arguments.Count - 1}]";
}
