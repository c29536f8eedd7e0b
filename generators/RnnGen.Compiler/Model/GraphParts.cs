namespace RnnGen.Compiler.Model;

/// <summary>What an expression of a graph is made of.</summary>
internal static class GraphParts
{
    /// <summary>The expressions directly inside one.</summary>
    public static IEnumerable<GraphExpr> Of(GraphExpr expr) => Of(expr, "").Select(static part => part.Expr);

    /// <summary>The expressions directly inside one, with their nodes of the spec.</summary>
    public static IEnumerable<(GraphExpr Expr, string Path)> Of(GraphExpr expr, string path) => expr switch
    {
        LayerCall call => Arguments(call.Arguments, path),
        PointwiseCall call => Arguments(call.Arguments, path),
        GraphCall call => Arguments(call.Arguments, path),
        StepCall call => Arguments(call.Arguments, path),
        FinalOfState final => [(final.Of, path + ".of")],
        StepsOfState steps => [(steps.Of, path + ".of")],
        StepResult result => [(result.Of, path + ".of")],
        OutputOfState output => [(output.Of, path + ".of")],
        _ => [],
    };

    private static IEnumerable<(GraphExpr Expr, string Path)> Arguments(
        EquatableArray<GraphExpr> arguments, string path)
        => arguments.Select((argument, i) => (argument, $"{path}.arguments[{i}]"));
}
