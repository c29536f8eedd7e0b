namespace RnnGen.Generators.Rules;

/// <summary>
/// Widths of the values of a graph, as far as the declaration states them. The compiler is the judge of sizes; this
/// looks only far enough for warnings, and gives null where it is not sure.
/// </summary>
internal sealed class GraphWidths(ModelSpec spec, GraphSpec graph, GraphMethod forward)
{
    private readonly Dictionary<string, GraphExpr> _locals = forward.Body
        .ToDictionary(static statement => statement.Name, static statement => statement.Value, StringComparer.Ordinal);

    /// <summary>What a name stands for; an input stands for itself.</summary>
    public GraphExpr Resolve(GraphExpr expr)
    {
        while (expr is NameValue name && _locals.TryGetValue(name.Name, out GraphExpr? value))
            expr = value;
        return expr;
    }

    public int? Of(GraphExpr expr) => Resolve(expr) switch
    {
        NameValue input => graph.Inputs.Where(i => i.Name == input.Name).Select(static i => (int?)i.Spec.Features)
            .FirstOrDefault(),
        LayerCall call => Of(call),
        PointwiseCall call => call.Arguments.Select(Of).FirstOrDefault(static width => width is not null),
        GraphCall { Function: GraphFunction.Slice } slice => (int)slice.Numbers[1],
        GraphCall { Function: GraphFunction.Concat } concat => concat.Arguments.Select(Of).Aggregate(
            (int?)0, static (sum, width) => sum + width),
        GraphCall { Function: GraphFunction.DotAttention or GraphFunction.ScaledDotAttention } call
            => Of(call.Arguments[call.Arguments.Count - 1]),
        GraphCall { Function: not (GraphFunction.Final or GraphFunction.States) } call => Of(call.Arguments[0]),
        _ => null,
    };

    private int? Of(LayerCall call) => spec.Layers[call.Layer] switch
    {
        EmbeddingLayer embedding => embedding.Size,
        DenseLayer dense => dense.Units,
        RecurrentLayer recurrent => Widths.Outputs(recurrent) is { } outputs ? outputs[outputs.Length - 1] : null,
        AttentionLayer => Of(call.Arguments[call.Arguments.Count - 1]),
        _ => Of(call.Arguments[0]),
    };
}
