namespace RnnGen.Generators.Rules;

/// <summary>Whether the layers of a graph are wired as they can be.</summary>
internal static class GraphRules
{
    public static void Check(ModelSpec spec, GraphSpec graph, RuleFindings findings)
    {
        StackRules.CheckNamedSizes(spec, findings);
        StackRules.CheckBudget(spec, findings);
        if (graph.Forward is not { } forward)
            return;
        var called = new HashSet<int>();
        foreach (GraphStatement statement in forward.Body)
            Collect(statement.Value, called);
        Collect(forward.Result, called);
        for (var i = 0; i < spec.Layers.Count; i++)
        {
            if (!called.Contains(i))
                findings.Report(
                    DiagnosticIds.LayerNotCalled, RuleFindings.Layer(i), graph.Methods[i].Name, forward.Name);
        }
    }

    private static void Collect(GraphExpr expr, HashSet<int> called)
    {
        IEnumerable<GraphExpr> parts = expr switch
        {
            LayerCall call => [call.Argument],
            PointwiseCall call => call.Arguments,
            GraphCall call => call.Arguments,
            _ => [],
        };
        if (expr is LayerCall { Layer: var layer })
            called.Add(layer);
        foreach (GraphExpr part in parts)
            Collect(part, called);
    }
}
