namespace RnnGen.Generators.Rules;

/// <summary>The expressions of a graph.</summary>
internal static class GraphWalk
{
    /// <summary>Every expression of a method, those inside others included.</summary>
    public static IEnumerable<GraphExpr> All(GraphMethod method)
        => method.Body.Select(static statement => statement.Value).Concat(method.Results)
            .Concat(method.Alignments.Select(static returned => returned.Value)).SelectMany(All);

    /// <summary>An expression and every one inside it.</summary>
    public static IEnumerable<GraphExpr> All(GraphExpr expr) => GraphParts.Of(expr).SelectMany(All).Prepend(expr);

    /// <summary>Every expression of a method with its node of the spec.</summary>
    public static IEnumerable<(GraphExpr Expr, string Path)> Located(GraphMethod method)
        => method.Body.Select(static (statement, i)
                => (statement.Value, $"forward.body[{RuleFindings.Text(i)}].value"))
            .Concat(method.Results.Select(static (result, i) => (result, $"forward.results[{RuleFindings.Text(i)}]")))
            .SelectMany(static pair => Located(pair.Item1, pair.Item2));

    /// <summary>Every expression of a step with its node of the spec.</summary>
    public static IEnumerable<(GraphExpr Expr, string Path)> Located(StepSpec step)
        => step.Body.Select(static (statement, i)
                => (statement.Value, $"step.body[{RuleFindings.Text(i)}].value"))
            .Concat(step.Results.Select(static (result, i) => (result, $"step.results[{RuleFindings.Text(i)}]")))
            .SelectMany(static pair => Located(pair.Item1, pair.Item2));

    private static IEnumerable<(GraphExpr Expr, string Path)> Located(GraphExpr expr, string path)
        => GraphParts.Of(expr, path).SelectMany(static part => Located(part.Expr, part.Path)).Prepend((expr, path));
}
