namespace RnnGen.Generators.Rules;

/// <summary>Whether the layers and inputs of a graph are wired as they can be.</summary>
internal static class GraphRules
{
    public static void Check(ModelSpec spec, GraphSpec graph, RuleFindings findings)
    {
        StackRules.CheckNamedSizes(spec, findings);
        if (graph.Forward is not { } forward)
            return;
        List<GraphExpr> all = [.. GraphWalk.All(forward)];
        CheckStep(graph, forward, all, findings);
        IEnumerable<GraphExpr> inStep = graph.Step is { } step
            ? GraphWalk.Located(step).Select(static one => one.Expr) : [];
        HashSet<int> called = [.. all.Concat(inStep).OfType<LayerCall>().Select(static call => call.Layer)];
        StackRules.CheckBudget(spec, findings, called.Contains);
        for (var i = 0; i < spec.Layers.Count; i++)
        {
            if (!called.Contains(i))
                findings.Report(
                    DiagnosticIds.LayerNotCalled, RuleFindings.Layer(i), graph.Methods[i].Name, forward.Name);
        }

        (HashSet<string> read, HashSet<string> reached) = Read(forward);
        for (var i = 0; i < graph.Inputs.Count; i++)
        {
            if (!read.Contains(graph.Inputs[i].Name))
                findings.Report(DiagnosticIds.InputNotRead, $"forward.{GraphSpec.InputNode(i)}",
                    graph.Inputs[i].Name, forward.Name);
        }

        HashSet<string> named = Names(all);
        HashSet<string> wasted = [];
        for (var i = 0; i < forward.Body.Count; i++)
        {
            GraphStatement local = forward.Body[i];
            List<GraphExpr> parts = [.. GraphWalk.All(local.Value)];
            bool isOfLayers = parts.Any(static expr => expr is LayerCall) || wasted.Overlaps(Names(parts));
            if (reached.Contains(local.Name) || !isOfLayers)
                continue;
            wasted.Add(local.Name);
            if (!named.Contains(local.Name))
                findings.Report(
                    DiagnosticIds.LocalNotRead, $"forward.body[{RuleFindings.Text(i)}]", local.Name, forward.Name);
        }
    }

    /// <summary>The wiring calls the step of a decoder once.</summary>
    private static void CheckStep(
        GraphSpec graph, GraphMethod forward, IReadOnlyList<GraphExpr> all, RuleFindings findings)
    {
        int calls = all.Count(static expr => expr is StepCall);
        if (graph.Step is { } step && calls != 1)
            findings.Report(
                DiagnosticIds.DecoderStepCalls, "step", step.Name, RuleFindings.Text(calls), forward.Name);
    }

    /// <summary>
    /// Names that something is made of, where another name for a value that nobody reads is nothing; and among them
    /// those that a result depends on.
    /// </summary>
    private static (HashSet<string> Read, HashSet<string> Reached) Read(GraphMethod forward)
    {
        HashSet<string> reached = Names(forward.Results
            .Concat(forward.Alignments.Select(static returned => returned.Value)).SelectMany(GraphWalk.All));
        HashSet<string> read = [.. reached];
        foreach (GraphStatement local in forward.Body.Reverse())
        {
            HashSet<string> names = Names(GraphWalk.All(local.Value));
            if (reached.Contains(local.Name))
                reached.UnionWith(names);
            if (local.Value is not NameValue || read.Contains(local.Name))
                read.UnionWith(names);
        }

        return (read, reached);
    }

    private static HashSet<string> Names(IEnumerable<GraphExpr> parts)
        => [.. parts.OfType<NameValue>().Select(static name => name.Name)];
}
