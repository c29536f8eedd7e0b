using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// Which sequences of a graph have one time. Each input starts with a time of its own; what reads several sequences
/// step by step makes theirs one. A value of a row has none.
/// </summary>
internal sealed class AxisInference
{
    private readonly ModelSpec _spec;
    private readonly GraphSpec _graph;
    private readonly int[] _parents;
    private Dictionary<string, int?> _values = new(StringComparer.Ordinal);
    private IReadOnlyList<int?> _results = [];

    private AxisInference(ModelSpec spec, GraphSpec graph)
    {
        _spec = spec;
        _graph = graph;
        _parents = [.. Enumerable.Range(0, graph.Inputs.Count)];
        for (var i = 0; i < graph.Inputs.Count; i++)
            _values.Add(graph.Inputs[i].Name, graph.Inputs[i].PerStep ? i : null);
    }

    /// <summary>The axes of a graph, and the number of that of each input.</summary>
    public static (IReadOnlyList<Axis> Axes, IReadOnlyList<int> OfInputs) Run(
        ModelSpec spec, GraphSpec graph, GraphMethod forward)
        => new AxisInference(spec, graph).Run(forward);

    private (IReadOnlyList<Axis> Axes, IReadOnlyList<int> OfInputs) Run(GraphMethod forward)
    {
        for (var i = 0; i < forward.Body.Count; i++)
            _values[forward.Body[i].Name] = Of(forward.Body[i].Value, $"forward.body[{i}].value");
        for (var i = 0; i < forward.Results.Count; i++)
            _ = Of(forward.Results[i], $"forward.results[{i}]");
        for (var i = 0; i < forward.Alignments.Count; i++)
            _ = Of(forward.Alignments[i].Value, $"forward.alignments[{i}]");
        int[] roots = [.. Enumerable.Range(0, _parents.Length).Where(i => _graph.Inputs[i].PerStep && Root(i) == i)];
        List<Axis> axes = [.. roots.Select((root, number) => new Axis(
            number, roots.Length == 1 ? "time" : _graph.Inputs[root].Name, Steps(root)))];
        if (axes.Count == 0)
            axes.Add(new Axis(0, "time", 0));
        return (axes, [.. _graph.Inputs.Select((input, i) => input.PerStep ? Array.IndexOf(roots, Root(i)) : 0)]);
    }

    /// <summary>An input of the value's time, or null where it has one value a row.</summary>
    private int? Of(GraphExpr expr, string path)
    {
        switch (expr)
        {
            case NameValue name:
                return _values[name.Name];
            case LayerCall call when _spec.Layers[call.Layer] is AttentionLayer:
                return Attend(call.Arguments, path);
            case LayerCall call:
                IReadOnlyList<int?> given = All(call.Arguments, path);
                return _spec.Layers[call.Layer] is LastStepLayer or PoolLayer ? null : given[0];
            case PointwiseCall call:
                return Unite(call.Arguments, path);
            case GraphCall { Function: GraphFunction.Concat } call:
                return Unite(call.Arguments, path);
            case GraphCall { Function: GraphFunction.DotAttention or GraphFunction.ScaledDotAttention } call:
                return Attend(call.Arguments, path);
            case GraphCall { Function: GraphFunction.Repeat or GraphFunction.Gather } call:
                return All(call.Arguments, path)[1];
            case GraphCall call:
                given = All(call.Arguments, path);
                return call.Function is GraphFunction.Outputs or GraphFunction.Slice or GraphFunction.Softmax
                    or GraphFunction.Dropout or GraphFunction.Delay or GraphFunction.Context
                    or GraphFunction.Reverse ? given[0] : null;
            case StepsOfState steps:
                return Of(steps.Of, path + ".of");
            case FinalOfState final:
                _ = Of(final.Of, path + ".of");
                return null;
            case StepCall call:
                return Step(call, path);
            case StepResult result:
                _ = Of(result.Of, path + ".of");
                return _results[result.Index];
            case OutputOfState output:
                return Of(output.Of, path + ".of");
            default:
                return null;
        }
    }

    /// <summary>In a step everything carried has the time of the said tokens.</summary>
    private int? Step(StepCall call, string path)
    {
        StepSpec step = _graph.Step!;
        IReadOnlyList<int?> given = All(call.Arguments, path);
        Dictionary<string, int?> outside = _values;
        _values = new(StringComparer.Ordinal);
        for (var i = 0; i < step.Parameters.Count; i++)
            _values.Add(step.Parameters[i].Name, step.Parameters[i].IsCarried ? given[0] : given[i]);
        for (var i = 0; i < step.Body.Count; i++)
            _values[step.Body[i].Name] = Of(step.Body[i].Value, $"step.body[{i}].value");
        _results = [.. step.Results.Select((result, i) => Of(result, $"step.results[{i}]"))];
        _values = outside;
        return given[0];
    }

    private IReadOnlyList<int?> All(EquatableArray<GraphExpr> arguments, string path)
        => [.. arguments.Select((argument, i) => Of(argument, $"{path}.arguments[{i}]"))];

    /// <summary>The context has the query's time; keys and values have one.</summary>
    private int? Attend(EquatableArray<GraphExpr> arguments, string path)
    {
        IReadOnlyList<int?> given = All(arguments, path);
        if (given.Count > 2 && given[1] is { } keys && given[2] is { } values)
            Unite(Root(keys), Root(values), path);
        return given[0];
    }

    private int? Unite(EquatableArray<GraphExpr> arguments, string path)
    {
        int? one = null;
        foreach (int? other in All(arguments, path))
        {
            if (one is { } a && other is { } b)
                Unite(Root(a), Root(b), path);
            one ??= other;
        }

        return one;
    }

    /// <summary>The earlier input stands for both.</summary>
    private void Unite(int a, int b, string path)
    {
        if (a == b)
            return;
        int steps = Steps(a), others = Steps(b);
        if (steps > 0 && others > 0 && steps != others)
        {
            throw new DeclarationException(
                DiagnosticIds.AxesDiffer, path + ".operator", _graph.Inputs[a].Name, steps, _graph.Inputs[b].Name,
                others);
        }

        _parents[Math.Max(a, b)] = Math.Min(a, b);
    }

    private int Root(int input)
    {
        while (_parents[input] != input)
            input = _parents[input];
        return input;
    }

    /// <summary>The steps that one of the inputs of a time fixes, or 0.</summary>
    private int Steps(int root)
        => _graph.Inputs.Select((input, i) => Root(i) == root ? input.Spec.Steps : 0).Max();
}
