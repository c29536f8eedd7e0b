using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Autodiff;

/// <summary>
/// The gradient table: for a node y and the gradient dy, the gradient of each argument. One row an operation. Rules prefer
/// y over the arguments where both would do: y is what the forward pass has at hand.
/// </summary>
internal static class GradientRules
{
    /// <summary>2 / sqrt(pi), the slope of erf at 0.</summary>
    private const double ErfSlope = 1.1283791670955126;

    private static readonly Dictionary<Op, Func<GraphBuilder, Node, Node, Node[]>> s_rows = new()
    {
        [Op.Add] = static (g, y, dy) => [dy, dy],
        [Op.MultiplyAdd] = static (g, y, dy) => [g.Multiply(dy, y.Args[1]), g.Multiply(dy, y.Args[0]), dy],
        [Op.Subtract] = static (g, y, dy) => [dy, g.Negate(dy)],
        [Op.Multiply] = static (g, y, dy) => [g.Multiply(dy, y.Args[1]), g.Multiply(dy, y.Args[0])],
        [Op.Divide] = static (g, y, dy) =>
        {
            Node da = g.Divide(dy, y.Args[1]);
            return [da, g.Negate(g.Multiply(da, y))];
        },
        [Op.Negate] = static (g, y, dy) => [g.Negate(dy)],
        [Op.Max] = static (g, y, dy) => Extremum(g, dy, y.Args[0], y.Args[1]),
        // min(a, b) takes a where max would take b
        [Op.Min] = static (g, y, dy) => Extremum(g, dy, g.Negate(y.Args[0]), g.Negate(y.Args[1])),
        [Op.Sigmoid] = static (g, y, dy) => [g.Multiply(dy, g.Multiply(y, g.Subtract(g.Constant(1), y)))],
        [Op.Tanh] = static (g, y, dy) => [g.Multiply(dy, g.Subtract(g.Constant(1), g.Square(y)))],
        [Op.Relu] = static (g, y, dy) => [g.SelectGreater(y, g.Zero, dy, g.Zero)],
        [Op.Exp] = static (g, y, dy) => [g.Multiply(dy, y)],
        [Op.Log] = static (g, y, dy) => [g.Divide(dy, y.Args[0])],
        [Op.Softplus] = static (g, y, dy) => [g.Multiply(dy, g.Unary(Op.Sigmoid, y.Args[0]))],
        [Op.Abs] = static (g, y, dy) =>
        [
            g.SelectGreater(y.Args[0], g.Zero, dy, g.SelectGreater(g.Zero, y.Args[0], g.Negate(dy), g.Zero)),
        ],
        [Op.Sqrt] = static (g, y, dy) => [g.Divide(g.Multiply(g.Constant(0.5), dy), y)],
        [Op.Erf] = static (g, y, dy) =>
        [
            g.Multiply(dy, g.Multiply(g.Constant(ErfSlope), g.Unary(Op.Exp, g.Negate(g.Square(y.Args[0]))))),
        ],
        [Op.SelectGreater] = static (g, y, dy) =>
        [
            g.Zero, g.Zero,
            g.SelectGreater(y.Args[0], y.Args[1], dy, g.Zero), g.SelectGreater(y.Args[0], y.Args[1], g.Zero, dy),
        ],
        [Op.SelectEqual] = static (g, y, dy) =>
        [
            g.Zero, g.Zero,
            g.SelectEqual(y.Args[0], y.Args[1], dy, g.Zero), g.SelectEqual(y.Args[0], y.Args[1], g.Zero, dy),
        ],
        [Op.Sum] = static (g, y, dy) => [dy],
        [Op.Largest] = static (g, y, dy) => [g.Zero],
    };

    /// <summary>Whether the table has a row for an operation.</summary>
    public static bool Has(Op op) => s_rows.ContainsKey(op);

    /// <summary>The gradients of the arguments of <paramref name="y"/>.</summary>
    public static Node[] Apply(GraphBuilder builder, Node y, Node dy) => s_rows[y.Op](builder, y, dy);

    /// <summary>Gradient of max(a, b), a first: to the larger one, half each where they are equal, as PyTorch does.</summary>
    private static Node[] Extremum(GraphBuilder g, Node dy, Node a, Node b)
    {
        Node half = g.Multiply(g.Constant(0.5), dy);
        return
        [
            g.SelectGreater(a, b, dy, g.SelectEqual(a, b, half, g.Zero)),
            g.SelectGreater(b, a, dy, g.SelectEqual(a, b, half, g.Zero)),
        ];
    }
}
