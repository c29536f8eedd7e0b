using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>A loss of one's own as a graph of one unit, with its derivative by the output.</summary>
/// <param name="Output">The leaf that is the output.</param>
/// <param name="Target">The leaf that is the target.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Gradient">Its derivative by the output; null where it does not depend on that.</param>
/// <param name="Nodes">All nodes, arguments before what is made of them.</param>
internal sealed record ObjectiveLowering(
    Node Output, Node Target, Node Loss, Node? Gradient, IReadOnlyList<Node> Nodes)
{
    /// <summary>Of the nodes those that the loss and its derivative are made of, but for constants.</summary>
    public IEnumerable<Node> Needed
    {
        get
        {
            var needed = new HashSet<Node>();
            var open = new Stack<Node>(Gradient is null ? [Loss] : new[] { Loss, Gradient });
            while (open.Count > 0)
            {
                Node node = open.Pop();
                if (needed.Add(node))
                    Array.ForEach(node.Args, open.Push);
            }

            return Nodes.Where(node => needed.Contains(node) && node.Op != Op.Constant);
        }
    }

    public static ObjectiveLowering Run(ObjectiveSpec spec)
    {
        var graph = new GraphBuilder();
        Node output = graph.Leaf(Op.Input, 0, 1, "output"), target = graph.Leaf(Op.Input, 1, 1, "target");
        var values = new Dictionary<string, Node>(StringComparer.Ordinal)
        {
            [spec.Output] = output,
            [spec.Target] = target,
        };
        foreach (GraphStatement statement in spec.Body)
            values[statement.Name] = Build(graph, statement.Value, values);
        Node loss = Build(graph, spec.Result, values);
        if (loss.Size == 0)
            return new ObjectiveLowering(output, target, loss, null, graph.Nodes);
        StepGradient gradient = ReverseMode.Run(
            new StepGraph
            {
                Builder = graph,
                InputSizes = [1, 1],
                States = [],
                NextStates = [],
                Outputs = [loss],
                Accumulators = [],
                Parameters = [],
            },
            [true]);
        return new ObjectiveLowering(output, target, loss, gradient.Inputs[0].Direct, graph.Nodes);
    }

    private static Node Build(GraphBuilder graph, GraphExpr expr, IReadOnlyDictionary<string, Node> values)
    {
        switch (expr)
        {
            case NumberValue number:
                return graph.Constant(number.Value);
            case NameValue name:
                return values[name.Name];
            case PointwiseCall call:
                Node[] arguments = [.. call.Arguments.Select(argument => Build(graph, argument, values))];
                return arguments.Length == 1
                    ? CellFunctions.Lower(graph, call.Function, Activation.Identity, arguments[0])
                    : CellFunctions.Lower(graph, call.Function, arguments[0], arguments[1]);
            default:
                throw new InvalidOperationException($"{expr.GetType().Name} does not work unit by unit.");
        }
    }
}
