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
        if (graph.Step is { } step)
            all.AddRange(GraphWalk.Located(step).Select(static one => one.Expr));
        HashSet<int> called = [.. all.OfType<LayerCall>().Select(static call => call.Layer)];
        StackRules.CheckBudget(spec, findings, called.Contains);
        for (var i = 0; i < spec.Layers.Count; i++)
        {
            if (!called.Contains(i))
                findings.Report(
                    DiagnosticIds.LayerNotCalled, RuleFindings.Layer(i), graph.Methods[i].Name, forward.Name);
        }

        HashSet<string> read = [.. all.OfType<NameValue>().Select(static name => name.Name)];
        for (var i = 0; i < graph.Inputs.Count; i++)
        {
            if (!read.Contains(graph.Inputs[i].Name))
                findings.Report(DiagnosticIds.InputNotRead, $"forward.{GraphSpec.InputNode(i)}",
                    graph.Inputs[i].Name, forward.Name);
        }

        for (var i = 0; i < forward.Body.Count; i++)
        {
            GraphStatement local = forward.Body[i];
            if (!read.Contains(local.Name) && GraphWalk.All(local.Value).OfType<LayerCall>().Any())
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
}
