using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Autodiff;

/// <summary>
/// Reverse mode over one step (Linnainmaa 1970): from the gradients of the new states and the output to those of
/// everything the step read. The time loop around it is the schedule's: the gradient of a state before the step is the
/// gradient of the same state after the step before.
/// </summary>
internal sealed class ReverseMode
{
    private readonly StepGraph _step;
    private readonly GraphBuilder _graph;
    private readonly Dictionary<Node, Node> _sums = [];
    private readonly Dictionary<Node, List<(Accumulator, int, Node)>> _products = [];
    private readonly Dictionary<Accumulator, Node> _accumulators = [];
    private readonly HashSet<Node> _differentiable = [];

    private ReverseMode(StepGraph step)
    {
        _step = step;
        _graph = step.Builder;
    }

    /// <summary>Differentiates a step.</summary>
    /// <param name="step">The step; its builder receives the backward nodes, so that both share one graph.</param>
    /// <param name="outputIsUsed">For each output, whether anything reads it.</param>
    public static StepGradient Run(StepGraph step, IReadOnlyList<bool> outputIsUsed)
        => new ReverseMode(step).Run(outputIsUsed);

    private StepGradient Run(IReadOnlyList<bool> outputIsUsed)
    {
        Node[] forward = [.. _graph.Nodes];
        foreach (Node node in forward)
        {
            if (node.Op is Op.Input or Op.State or Op.Parameter || node.Args.Any(_differentiable.Contains)
                || node.Op is Op.Affine or Op.Attend)
                _differentiable.Add(node);
        }

        for (var j = 0; j < _step.NextStates.Count; j++)
        {
            StepState state = _step.States[j];
            AddTo(_step.NextStates[j], _graph.Leaf(Op.NextStateGradient, j, state.Size, "d" + state.Name));
        }

        for (var i = 0; i < _step.Outputs.Count; i++)
        {
            if (outputIsUsed[i])
                AddTo(_step.Outputs[i], _graph.Leaf(Op.OutputGradient, i, _step.Outputs[i].Size, "dy"));
        }

        for (int i = forward.Length - 1; i >= 0; i--)
            Visit(forward[i]);
        return Result(forward);
    }

    private void Visit(Node node)
    {
        if (OpInfo.Of(node.Op).Class == OpClass.Leaf || !_differentiable.Contains(node))
            return;
        if (Gradient(node) is not { } dy || dy.IsConstant(0))
            return;
        if (node.Op == Op.Affine)
        {
            _accumulators[node.Accumulator!] = dy;
            dy.Name ??= "d" + node.Accumulator!.Name;
            for (var term = 0; term < node.Args.Length; term++)
                AddProduct(node.Args[term], (node.Accumulator!, term, dy));
            return;
        }

        if (node.Op == Op.Attend)
        {
            // what it adds to the gradient of its memory is written beside
            AddTo(node.Args[0], _graph.AttendGradient(node, dy));
            return;
        }

        Node[] gradients = GradientRules.Apply(_graph, node, dy);
        for (var i = 0; i < node.Args.Length; i++)
            AddTo(node.Args[i], gradients[i]);
    }

    private void AddTo(Node node, Node gradient)
    {
        if (!_differentiable.Contains(node) || gradient.IsConstant(0))
            return;
        if (node.Size == 0 && gradient.Size > 0)
            gradient = _graph.Sum(gradient, gradient.Size);
        _sums[node] = _sums.TryGetValue(node, out Node? sum) ? _graph.Add(sum, gradient) : gradient;
    }

    private void AddProduct(Node operand, (Accumulator, int, Node) term)
    {
        if (!_differentiable.Contains(operand))
            return;
        if (!_products.TryGetValue(operand, out List<(Accumulator, int, Node)>? terms))
            _products.Add(operand, terms = []);
        terms.Add(term);
    }

    /// <summary>The whole gradient of a node: its point-wise part is the start of its products.</summary>
    private Node? Gradient(Node node)
    {
        _sums.TryGetValue(node, out Node? sum);
        if (!_products.TryGetValue(node, out List<(Accumulator, int, Node)>? terms))
            return sum;
        return _graph.Transposed(sum, [.. Ordered(terms)], node.Size);
    }

    private static IEnumerable<(Accumulator, int, Node)> Ordered(List<(Accumulator, int, Node)> terms)
        => terms.OrderBy(static term => term.Item1.Id).ThenBy(static term => term.Item2);

    private StepGradient Result(Node[] forward)
    {
        Node Leaf(Op op, int index)
            => forward.FirstOrDefault(node => node.Op == op && node.Index == index) ?? _graph.Zero;

        var inputs = new List<InputGradient>();
        for (var i = 0; i < _step.InputSizes.Count; i++)
        {
            Node x = Leaf(Op.Input, i);
            _sums.TryGetValue(x, out Node? direct);
            _products.TryGetValue(x, out List<(Accumulator, int, Node)>? terms);
            inputs.Add(new InputGradient(direct, [.. Ordered(terms ?? []).Select(static t => (t.Item1, t.Item2))]));
        }

        return new StepGradient
        {
            Accumulators = _accumulators,
            States = [.. _step.States.Select((_, j) => Gradient(Leaf(Op.State, j)) ?? _graph.Zero)],
            Inputs = inputs,
            Parameters = [.. _step.Parameters.Select((_, p) => Gradient(Leaf(Op.Parameter, p)) ?? _graph.Zero)],
        };
    }
}
