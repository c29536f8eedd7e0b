namespace RnnGen.Generators.Rules;

/// <summary>Graphs that compile and train badly: what <see cref="TrapRules"/> finds in stacks.</summary>
internal sealed class GraphTraps
{
    private readonly ModelSpec _spec;
    private readonly GraphSpec _graph;
    private readonly GraphMethod _forward;
    private readonly RuleFindings _findings;
    private readonly GraphWidths _widths;

    private GraphTraps(ModelSpec spec, GraphSpec graph, GraphMethod forward, RuleFindings findings)
    {
        _spec = spec;
        _graph = graph;
        _forward = forward;
        _findings = findings;
        _widths = new GraphWidths(spec, graph, forward);
    }

    public static void Check(ModelSpec spec, GraphSpec graph, GraphMethod forward, RuleFindings findings)
        => new GraphTraps(spec, graph, forward, findings).Check();

    private void Check()
    {
        for (var head = 0; head < _forward.Results.Count; head++)
            CheckHead(head);
        var called = new HashSet<int>();
        foreach ((GraphExpr expr, string path) in GraphWalk.Located(_forward))
        {
            if (expr is LayerCall { Layer: var layer } call && called.Add(layer)
                && _spec.Layers[layer] is RecurrentLayer { Residual: true } recurrent)
                TrapRules.CheckResidual(recurrent, layer, _widths.Of(call.Arguments[0]), _findings);
            if (LastOf(expr) is { } value)
                CheckLast(expr, path, value);
        }
    }

    private void CheckHead(int head)
    {
        (GraphExpr value, string path) = Resolve(_forward.Results[head], $"forward.results[{RuleFindings.Text(head)}]");
        if (IsDropout(value))
            _findings.Report(DiagnosticIds.DropoutLast, path, Subject(value));
        if (_graph.Heads[head].Loss is not { } loss)
            return;
        string node = GraphSpec.LossNode(head);
        int? width = _widths.Of(value);
        if (loss.Kind == LossKind.CrossEntropy && width == 1)
            _findings.Report(DiagnosticIds.OneClass, node, "1");
        if (loss.Kind is LossKind.Crf or LossKind.Ctc && width == 1)
            _findings.Report(DiagnosticIds.OneTag, node, loss.Kind.ToString(), "1");

        // these pass values on as they are
        while (IsDropout(value) || value is GraphCall { Function: GraphFunction.Outputs or GraphFunction.Last })
            (value, path) = Resolve(Argument(value), path + ".arguments[0]");
        Activation activation = ActivationOf(value);
        if (value is LayerCall { Layer: var layer })
            path = RuleFindings.Layer(layer) + ".activation";
        if (loss.Kind == LossKind.CrossEntropy && activation == Activation.Softmax)
            _findings.Report(DiagnosticIds.SoftmaxTwice, path, Subject(value));
        if (loss.Kind == LossKind.BinaryCrossEntropy && activation == Activation.Sigmoid)
            _findings.Report(DiagnosticIds.SigmoidTwice, path, Subject(value));
    }

    private Activation ActivationOf(GraphExpr value) => value switch
    {
        LayerCall call => TrapRules.ActivationOf(_spec.Layers[call.Layer]),
        GraphCall { Function: GraphFunction.Softmax } => Activation.Softmax,
        PointwiseCall { Function: CellFunction.Sigmoid } => Activation.Sigmoid,
        _ => Activation.Identity,
    };

    /// <summary>
    /// A dense layer mixes both directions, so that the last step behind it is that of the forward one: there the
    /// backward half has seen a single step. Without one in between, each direction has its own last.
    /// </summary>
    private void CheckLast(GraphExpr last, string path, GraphExpr value)
    {
        LayerCall? dense = null;
        for (value = _widths.Resolve(value); ; value = _widths.Resolve(Argument(value)))
        {
            LayerSpec? layer = value is LayerCall { Layer: var number } ? _spec.Layers[number] : null;
            if (layer is DenseLayer)
                dense = (LayerCall)value;
            if (layer is RecurrentLayer { Bidirectional: true } && dense is not null)
            {
                _findings.Report(
                    DiagnosticIds.BidirectionalLastStep, path, Subject(last), Subject(dense), Subject(value), "0");
            }

            bool passesOn = layer is DenseLayer or DropoutLayer or LayerNormLayer || value is PointwiseCall
                or GraphCall
            {
                Function: GraphFunction.Outputs or GraphFunction.Slice or GraphFunction.Softmax
                        or GraphFunction.Dropout or GraphFunction.Delay or GraphFunction.Concat,
            };
            if (!passesOn)
                return;
        }
    }

    private GraphExpr? LastOf(GraphExpr expr) => expr switch
    {
        GraphCall { Function: GraphFunction.Last } call => call.Arguments[0],
        GraphCall { Function: GraphFunction.At } call when call.Numbers[0] < 0 => call.Arguments[0],
        LayerCall call when _spec.Layers[call.Layer] is LastStepLayer => call.Arguments[0],
        _ => null,
    };

    private bool IsDropout(GraphExpr expr) => expr is GraphCall { Function: GraphFunction.Dropout }
        || (expr is LayerCall { Layer: var layer } && _spec.Layers[layer] is DropoutLayer);

    /// <summary>What a name stands for, and where that is written.</summary>
    private (GraphExpr Value, string Path) Resolve(GraphExpr expr, string path)
    {
        while (expr is NameValue name)
        {
            int local = _forward.Body.TakeWhile(statement => statement.Name != name.Name).Count();
            if (local == _forward.Body.Count)
                break;
            (expr, path) = (_forward.Body[local].Value, $"forward.body[{RuleFindings.Text(local)}].value");
        }

        return (expr, path);
    }

    private static GraphExpr Argument(GraphExpr expr) => expr switch
    {
        LayerCall call => call.Arguments[0],
        PointwiseCall call => call.Arguments[0],
        GraphCall call => call.Arguments[0],
        _ => throw new InvalidOperationException($"{expr} has no argument."),
    };

    /// <summary>A layer by its method's name, a function by its own.</summary>
    private string Subject(GraphExpr expr) => expr switch
    {
        LayerCall call => $"'{_graph.Methods[call.Layer].Name}'",
        GraphCall call => $"{call.Function}(...)",
        PointwiseCall call => $"{call.Function}(...)",
        _ => "The value",
    };
}
