namespace RnnGen.Compiler.Graph;

/// <summary>Makes nodes: shares equal ones and simplifies what algebra decides.</summary>
internal sealed class GraphBuilder
{
    private readonly Dictionary<Node, Node> _shared = new(NodeEquality.Instance);
    private readonly List<Node> _nodes = [];
    private int _accumulators;

    /// <summary>All nodes, operands before users.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    public Node Zero => Constant(0);

    public Node Constant(double value) => Make(Op.Constant, [], 0, value: value);

    public Node Leaf(Op op, int index, int size, string? name = null)
    {
        Node node = Make(op, [], size, index: index);
        node.Name ??= name;
        return node;
    }

    public Accumulator NewAccumulator(string name, int units, string owner = "")
        => new(_accumulators++, name, units, owner);

    public Node Affine(Accumulator accumulator, Node[] operands)
        => Make(Op.Affine, operands, accumulator.Units, accumulator: accumulator);

    /// <summary>Sum over terms of transposed weights times accumulator gradients, from <paramref name="start"/> on.</summary>
    public Node Transposed(Node? start, (Accumulator Accumulator, int Term, Node Gradient)[] terms, int size)
    {
        var args = terms.Select(static term => term.Gradient).ToList();
        if (start is not null && !start.IsConstant(0))
            args.Add(start);
        return Share(new Node
        {
            Id = _nodes.Count,
            Op = Op.Transposed,
            Args = [.. args],
            Size = size,
            TransposedTerms = [.. terms.Select(static term => (term.Accumulator, term.Term))],
        });
    }

    /// <summary>The context of a query: as wide as the values of the memory of that number.</summary>
    public Node Attend(int memory, int width, Node query) => Make(Op.Attend, [query], width, index: memory);

    /// <summary>The gradient of an attention's query.</summary>
    public Node AttendGradient(Node attend, Node gradient)
        => Make(Op.AttendGradient, [attend, gradient], attend.Args[0].Size, index: attend.Index);

    public Node Add(Node a, Node b)
    {
        if (a.IsConstant(0))
            return b;
        if (b.IsConstant(0))
            return a;
        if (b.Op == Op.Negate)
            return Subtract(a, b.Args[0]);
        // decided here, once, so that every kernel that computes the sum rounds alike
        if (a.Op == Op.Multiply)
            return Pointwise(Op.MultiplyAdd, a.Args[0], a.Args[1], b);
        if (b.Op == Op.Multiply)
            return Pointwise(Op.MultiplyAdd, b.Args[0], b.Args[1], a);
        return Pointwise(Op.Add, a, b);
    }

    public Node Subtract(Node a, Node b)
    {
        if (b.IsConstant(0))
            return a;
        if (a.IsConstant(0))
            return Negate(b);
        if (b.Op == Op.Negate)
            return Add(a, b.Args[0]);
        return Pointwise(Op.Subtract, a, b);
    }

    public Node Multiply(Node a, Node b)
    {
        if (a.IsConstant(0) || b.IsConstant(0))
            return Zero;
        if (a.IsConstant(1))
            return b;
        if (b.IsConstant(1))
            return a;
        if (a.IsConstant(-1))
            return Negate(b);
        if (b.IsConstant(-1))
            return Negate(a);
        return Pointwise(Op.Multiply, a, b);
    }

    public Node Divide(Node a, Node b)
        => a.IsConstant(0) ? Zero : b.IsConstant(1) ? a : Pointwise(Op.Divide, a, b);

    public Node Negate(Node a)
        => a.Op switch
        {
            Op.Constant => Constant(a.Value is 0 ? 0 : -a.Value),
            Op.Negate => a.Args[0],
            _ => Pointwise(Op.Negate, a),
        };

    public Node SelectGreater(Node a, Node b, Node x, Node y)
        => ReferenceEquals(x, y) ? x : Pointwise(Op.SelectGreater, a, b, x, y);

    public Node SelectEqual(Node a, Node b, Node x, Node y)
        => ReferenceEquals(x, y) ? x : Pointwise(Op.SelectEqual, a, b, x, y);

    public Node Square(Node a) => Multiply(a, a);

    public Node Unary(Op op, Node a) => Pointwise(op, a);

    public Node Binary(Op op, Node a, Node b) => op switch
    {
        Op.Add => Add(a, b),
        Op.Subtract => Subtract(a, b),
        Op.Multiply => Multiply(a, b),
        Op.Divide => Divide(a, b),
        _ => Pointwise(op, a, b),
    };

    /// <summary>Sum over the units; a number that is not a vector counts once for each of <paramref name="units"/>.</summary>
    public Node Sum(Node a, int units)
        => a.Size == 0 ? Multiply(a, Constant(units)) : Make(Op.Sum, [a], 0);

    public Node Largest(Node a) => a.Size == 0 ? a : Make(Op.Largest, [a], 0);

    private Node Pointwise(Op op, params Node[] args)
    {
        if (args.All(static arg => arg.Op == Op.Constant) && ConstantFolding.Fold(op, args) is { } value)
            return Constant(value);
        return Make(op, args, args.Max(static arg => arg.Size));
    }

    private Node Make(
        Op op, Node[] args, int size, double value = 0, int index = 0, Accumulator? accumulator = null)
        => Share(new Node
        {
            Id = _nodes.Count,
            Op = op,
            Args = args,
            Size = size,
            Value = value,
            Index = index,
            Accumulator = accumulator,
        });

    private Node Share(Node node)
    {
        if (_shared.TryGetValue(node, out Node? known))
            return known;
        _shared.Add(node, node);
        _nodes.Add(node);
        return node;
    }
}
