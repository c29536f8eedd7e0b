using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// Turns a cell's equations into nodes of a step graph for one layer and direction. Values are lists of chunks of one size
/// each, so Concat, Split and <c>units: 4</c> leave nothing behind in the graph.
/// </summary>
internal sealed partial class CellLowering
{
    private readonly StepBuilder _step;
    private readonly GraphBuilder _graph;
    private readonly CellContext _context;
    private readonly CellSpec _cell;
    private readonly CellSizes _sizes;
    private readonly CellWeights _weights;
    private readonly IReadOnlyList<Node> _states;
    private readonly Dictionary<string, CellValue[]> _locals = [];
    private string _key = "";
    private string _path = "";

    private CellLowering(StepBuilder step, CellContext context, IReadOnlyList<Node> states)
    {
        _step = step;
        _graph = step.Graph;
        _context = context;
        _cell = context.Layer.Cell;
        _sizes = new CellSizes(context);
        _weights = new CellWeights(context);
        _states = states;
    }

    /// <summary>Lowers the cell of a layer to a step of its own.</summary>
    public static StepGraph Run(CellContext context)
    {
        var step = new StepBuilder();
        Node[] input = [.. context.InputSizes.Select(size => step.Input(size, context.Layer.Cell.Input))];
        Node[] states = [.. States(context).Select(step.State)];
        CellNodes cell = Into(step, context, input, states);
        for (var j = 0; j < states.Length; j++)
            step.SetNext(states[j], cell.NextStates[j]);
        return step.Build([cell.Output]);
    }

    /// <summary>
    /// Lowers the cell of a layer into a larger step, where its input and its states are values like others.
    /// </summary>
    public static CellNodes Into(
        StepBuilder step, CellContext context, IReadOnlyList<Node> input, IReadOnlyList<Node> states)
        => new CellLowering(step, context, states).Run(input);

    /// <summary>The states of a layer's cell with their sizes.</summary>
    public static IReadOnlyList<StepState> States(CellContext context)
        => [.. new CellSizes(context).Infer().Zip(context.Layer.Cell.States, (chunks, state)
            // a state is one vector: where the equations return several, the return says so
            => new StepState(state.Name, chunks.Length == 1 ? chunks[0] : context.Hidden, state.Initial))];

    private CellNodes Run(IReadOnlyList<Node> input)
    {
        _locals[_cell.Input] = [.. input.Select(static x => new CellValue(x, IsState: false))];
        for (var j = 0; j < _states.Count; j++)
            _locals[_cell.States[j].Name] = [new CellValue(_states[j], IsState: true)];
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
            CellValue[] value = Lower(_cell.Returns[i]);
            if (i < first)
                output = Single(value, null);
            else
                next.Add(Zoneout(i - first, Single(value, i - first)));
        }

        output ??= next[0];
        if (output.Size == 0)
            throw SizeDiffers("The output", _context.Hidden, 0);
        return new CellNodes(output, next);
    }

    private Node Single(CellValue[] value, int? state)
    {
        string name = state is { } j ? $"State '{_cell.States[j].Name}'" : "The output";
        int size = state is { } i ? _states[i].Size : _context.Hidden;
        if (value.Length != 1)
            throw SizeDiffers(name, size, value.Sum(static v => v.Size), hasParts: true);
        if (state is not null && value[0].Size != 0 && value[0].Size != size)
            throw SizeDiffers(name, size, value[0].Size);
        return value[0].Node;
    }

    /// <summary>h' = m h + (1 - m) h_new with m drawn while training and its mean otherwise (Krueger et al. 2017).</summary>
    private Node Zoneout(int state, Node next)
    {
        double rate = _context.Layer.Zoneout;
        if (rate == 0)
            return next;
        Node old = _states[state];
        Node keep = _context.Training ? Mask("zoneout_" + _cell.States[state].Name, old.Size, rate, false, true)
            : _graph.Constant(rate);
        return _graph.Add(next, _graph.Multiply(keep, _graph.Subtract(old, next)));
    }

    private Node Mask(string name, int width, double rate, bool perSequence, bool zoneout)
    {
        var site = new Site(
            $"{_context.Use}.{name}{_context.Suffix}", width, rate, perSequence, zoneout, _context.Axis);
        return _graph.Leaf(Op.Mask, _context.Sites.View(_context.Sites.Add(site), 0), width, "mask");
    }

    private void Define(CellStatement statement)
    {
        _key = statement.Names[0];
        CellValue[] value = Lower(statement.Value);
        int parts = statement.Names.Count;
        if (parts > 1 && value.Length % parts != 0)
            throw Error(DiagnosticIds.SplitUneven, value.Sum(static v => v.Size), parts);
        for (var i = 0; i < parts; i++)
        {
            CellValue[] part = parts == 1 ? value : CellSizes.Part(value, parts, i);
            foreach (CellValue chunk in part)
                chunk.Node.Name ??= statement.Names[i];
            _locals[statement.Names[i]] = part;
        }
    }

    /// <summary>An operand, so that an error in it is reported on it.</summary>
    private CellValue[] Lower(CellExpr expr, string child)
    {
        string outer = _path;
        _path = $"{outer}.{child}";
        CellValue[] value = Lower(expr);
        _path = outer;
        return value;
    }

    private CellValue[] Lower(CellExpr expr) => expr switch
    {
        NumberExpr number => [new(_graph.Constant(number.Value), IsState: false)],
        NameExpr name => _locals.TryGetValue(name.Name, out CellValue[]? value)
            ? value
            : throw Error(DiagnosticIds.ExpressionNotAllowed, name.Name),
        AffineExpr affine => Affine(affine),
        ScaleExpr scale => Scale(scale),
        ParameterExpr parameter => Parameter(parameter),
        LayerNormExpr norm => LayerNorm(norm),
        CallExpr call => Call(call),
        _ => throw new InvalidOperationException($"No lowering for {expr.GetType().Name}."),
    };

    private CellValue[] Call(CallExpr call)
    {
        List<CellValue[]> arguments = [.. call.Arguments.Select((a, i) => Lower(a, $"arguments[{i}]"))];
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
                    ? [.. arguments[0].Select(a => a with
                    {
                        Node = CellFunctions.Lower(_graph, call.Function, _context.Layer.Activation, a.Node),
                    })]
                    : Zip(call, arguments[0], arguments[1]);
        }
    }

    private CellValue[] Zip(CallExpr call, CellValue[] a, CellValue[] b)
    {
        if (!SameChunks(a, b))
        {
            throw new DeclarationException(
                DiagnosticIds.SizesDiffer, _path + ".operator", Describe(call.Arguments[0], "The left side"), a.Sum(static v => v.Size),
                Describe(call.Arguments[1], "the right side"), b.Sum(static v => v.Size));
        }

        int count = Math.Max(a.Length, b.Length);
        var result = new CellValue[count];
        for (var i = 0; i < count; i++)
        {
            CellValue x = a.Length == 1 ? a[0] : a[i];
            CellValue y = b.Length == 1 ? b[0] : b[i];
            result[i] = new(CellFunctions.Lower(_graph, call.Function, x.Node, y.Node), x.IsState || y.IsState);
        }

        return result;
    }

    private static string Describe(CellExpr operand, string otherwise)
        => operand is NameExpr name ? $"'{name.Name}'" : otherwise;

    /// <summary>Equal chunk by chunk; a number goes with anything.</summary>
    private static bool SameChunks(CellValue[] a, CellValue[] b)
        => (a.Length == 1 && a[0].Size == 0) || (b.Length == 1 && b[0].Size == 0)
            || a.Select(static v => v.Size).SequenceEqual(b.Select(static v => v.Size));

    /// <summary>What Concat or a multiple of the hidden size gives has parts; a state and an output have one.</summary>
    private DeclarationException SizeDiffers(string what, int size, int returned, bool hasParts = false)
        => Error(DiagnosticIds.StateSizeDiffers, what, size, returned, hasParts
            ? "one vector of as many units, or of a named size (units: \"o\" beside Sizes = \"o=6\"),"
            : "a vector of as many units");

    private DeclarationException Error(string id, params object[] arguments) => new(id, _path, arguments);
}
