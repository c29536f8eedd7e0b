using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// Turns a cell's equations into a step graph for one layer and direction. Values are lists of chunks of one size each,
/// so Concat, Split and <c>units: 4</c> leave nothing behind in the graph.
/// </summary>
internal sealed partial class CellLowering
{
    private readonly CellContext _context;
    private readonly CellSpec _cell;
    private readonly GraphBuilder _graph = new();
    private readonly CellSizes _sizes;
    private readonly CellWeights _weights;
    private readonly Dictionary<string, Node[]> _locals = [];
    private readonly List<Accumulator> _accumulators = [];
    private readonly List<VectorSlice> _parameters = [];
    private readonly HashSet<Node> _readsState = [];
    private readonly List<StepState> _states = [];
    private string _key = "";
    private string _path = "";

    private CellLowering(CellContext context)
    {
        _context = context;
        _cell = context.Layer.Cell;
        _sizes = new CellSizes(context);
        _weights = new CellWeights(context);
    }

    /// <summary>Lowers the cell of a layer.</summary>
    public static StepGraph Run(CellContext context) => new CellLowering(context).Run();

    private StepGraph Run()
    {
        DefineInputs();
        for (var i = 0; i < _cell.Body.Count; i++)
        {
            _path = $"{_context.Path}.cell.body[{i}].value";
            Define(_cell.Body[i]);
        }

        int first = _cell.HasSeparateOutput ? 1 : 0;
        var next = new List<Node>();
        Node? output = null;
        for (var i = 0; i < _cell.Returns.Count; i++)
        {
            _path = $"{_context.Path}.cell.returns[{i}]";
            _key = i < first ? "y" : _cell.States[i - first].Name;
            Node[] value = Lower(_cell.Returns[i]);
            if (i < first)
                output = Single(value, null);
            else
                next.Add(Zoneout(i - first, Single(value, _states[i - first])));
        }

        output ??= next[0];
        if (output.Size == 0)
            throw Error(DiagnosticIds.StateSizeDiffers, "output", _context.Hidden, 0);
        return new StepGraph
        {
            Builder = _graph,
            InputSizes = _context.InputSizes,
            States = _states,
            NextStates = next,
            Outputs = [output],
            Accumulators = _accumulators,
            Parameters = _parameters,
        };
    }

    private void DefineInputs()
    {
        _locals[_cell.Input] =
            [.. _context.InputSizes.Select((size, i) => _graph.Leaf(Op.Input, i, size, _cell.Input))];
        IReadOnlyList<int[]> sizes = _sizes.Infer();
        for (var j = 0; j < sizes.Count; j++)
        {
            StateSpec state = _cell.States[j];
            // a state is one vector: where the equations return several, the return says so
            int size = sizes[j].Length == 1 ? sizes[j][0] : _context.Hidden;
            _states.Add(new StepState(state.Name, size, state.Initial));
            Node node = _graph.Leaf(Op.State, j, size, state.Name);
            _readsState.Add(node);
            _locals[state.Name] = [node];
        }
    }

    private Node Single(Node[] value, StepState? state)
    {
        if (value.Length != 1)
            throw Error(DiagnosticIds.StateSizeDiffers, state?.Name ?? "output", state?.Size ?? _context.Hidden,
                value.Sum(static v => v.Size));
        if (state is not null && value[0].Size != 0 && value[0].Size != state.Size)
            throw Error(DiagnosticIds.StateSizeDiffers, state.Name, state.Size, value[0].Size);
        return value[0];
    }

    /// <summary>h' = m h + (1 - m) h_new with m drawn while training and its mean otherwise (Krueger et al. 2017).</summary>
    private Node Zoneout(int state, Node next)
    {
        double rate = _context.Layer.Zoneout;
        if (rate == 0)
            return next;
        Node old = _locals[_cell.States[state].Name][0];
        Node keep = _context.Training ? Mask("zoneout_" + _states[state].Name, old.Size, rate, false, true)
            : _graph.Constant(rate);
        return _graph.Add(next, _graph.Multiply(keep, _graph.Subtract(old, next)));
    }

    private Node Mask(string name, int width, double rate, bool perSequence, bool zoneout)
    {
        var site = new Site($"{_context.Use}.{name}{_context.Suffix}", width, rate, perSequence, zoneout);
        return _graph.Leaf(Op.Mask, _context.Sites.View(_context.Sites.Add(site), 0), width, "mask");
    }

    private void Define(CellStatement statement)
    {
        _key = statement.Names[0];
        Node[] value = Lower(statement.Value);
        int parts = statement.Names.Count;
        if (parts > 1 && value.Length % parts != 0)
            throw Error(DiagnosticIds.SplitUneven, value.Sum(static v => v.Size), parts);
        for (var i = 0; i < parts; i++)
        {
            Node[] part = parts == 1 ? value : CellSizes.Part(value, parts, i);
            foreach (Node node in part)
                node.Name ??= statement.Names[i];
            _locals[statement.Names[i]] = part;
        }
    }

    /// <summary>An operand, so that an error in it is reported on it.</summary>
    private Node[] Lower(CellExpr expr, string child)
    {
        string outer = _path;
        _path = $"{outer}.{child}";
        Node[] value = Lower(expr);
        _path = outer;
        return value;
    }

    private Node[] Lower(CellExpr expr) => expr switch
    {
        NumberExpr number => [_graph.Constant(number.Value)],
        NameExpr name => _locals.TryGetValue(name.Name, out Node[]? value)
            ? value
            : throw Error(DiagnosticIds.ExpressionNotAllowed, name.Name),
        AffineExpr affine => Affine(affine),
        ScaleExpr scale => Scale(scale),
        ParameterExpr parameter => Parameter(parameter),
        LayerNormExpr norm => LayerNorm(norm),
        CallExpr call => Call(call),
        _ => throw new InvalidOperationException($"No lowering for {expr.GetType().Name}."),
    };

    private Node[] Call(CallExpr call)
    {
        List<Node[]> arguments = [.. call.Arguments.Select((a, i) => Lower(a, $"arguments[{i}]"))];
        switch (call.Function)
        {
            case CellFunction.Concat:
                return [.. arguments.SelectMany(static argument => argument)];
            case CellFunction.Split:
                return arguments[0];
            case CellFunction.Softmax:
            case CellFunction.Activate when _context.Layer.Activation == Activation.Softmax:
                return Softmax(arguments[0]);
            default:
                return arguments.Count == 1
                    ? [.. arguments[0].Select(a
                        => Note(CellFunctions.Lower(_graph, call.Function, _context.Layer.Activation, a), a))]
                    : Zip(call, arguments[0], arguments[1]);
        }
    }

    private Node[] Zip(CallExpr call, Node[] a, Node[] b)
    {
        if (!SameChunks(a, b))
        {
            throw new DeclarationException(
                DiagnosticIds.SizesDiffer, _path + ".operator", Describe(call.Arguments[0], "The left side"), a.Sum(static v => v.Size),
                Describe(call.Arguments[1], "the right side"), b.Sum(static v => v.Size));
        }

        int count = Math.Max(a.Length, b.Length);
        var result = new Node[count];
        for (var i = 0; i < count; i++)
        {
            Node x = a.Length == 1 ? a[0] : a[i];
            Node y = b.Length == 1 ? b[0] : b[i];
            result[i] = Note(CellFunctions.Lower(_graph, call.Function, x, y), x, y);
        }

        return result;
    }

    private static string Describe(CellExpr operand, string otherwise)
        => operand is NameExpr name ? $"'{name.Name}'" : otherwise;

    /// <summary>Equal chunk by chunk; a number goes with anything.</summary>
    private static bool SameChunks(Node[] a, Node[] b)
        => (a.Length == 1 && a[0].Size == 0) || (b.Length == 1 && b[0].Size == 0)
            || a.Select(static v => v.Size).SequenceEqual(b.Select(static v => v.Size));

    /// <summary>Remembers whether a value depends on a state: decides between weight_ih and weight_hh.</summary>
    private Node Note(Node node, params Node[] operands)
    {
        if (operands.Any(_readsState.Contains) || node.Args.Any(_readsState.Contains))
            _readsState.Add(node);
        return node;
    }

    private DeclarationException Error(string id, params object[] arguments) => new(id, _path, arguments);
}
