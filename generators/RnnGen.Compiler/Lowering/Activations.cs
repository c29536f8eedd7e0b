using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>Activations as graph nodes; the forms and constants are PyTorch's.</summary>
internal static class Activations
{
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;
    private const double LeakySlope = 0.01;

    private static readonly Dictionary<Activation, Func<GraphBuilder, Node, Node>> s_rows = new()
    {
        [Activation.Identity] = static (g, x) => x,
        [Activation.Tanh] = static (g, x) => g.Unary(Op.Tanh, x),
        [Activation.Sigmoid] = static (g, x) => g.Unary(Op.Sigmoid, x),
        [Activation.Relu] = static (g, x) => g.Unary(Op.Relu, x),
        [Activation.LeakyRelu] = static (g, x) => g.SelectGreater(x, g.Zero, x, g.Multiply(g.Constant(LeakySlope), x)),
        [Activation.Elu] = static (g, x) => Elu(g, x, 1, 1),
        [Activation.Selu] = static (g, x) => Elu(g, x, SeluScale, SeluAlpha),
        [Activation.Softplus] = static (g, x) => g.Unary(Op.Softplus, x),
        [Activation.Softsign] = static (g, x) => g.Divide(x, g.Add(g.Constant(1), g.Unary(Op.Abs, x))),
        // relu6(x + 3) / 6
        [Activation.HardSigmoid] = static (g, x)
            => g.Multiply(g.Constant(1.0 / 6), Clamp(g, g.Add(x, g.Constant(3)), 0, 6)),
        [Activation.HardTanh] = static (g, x) => Clamp(g, x, -1, 1),
        // 0.5 x (1 + erf(x / sqrt 2))
        [Activation.Gelu] = static (g, x) => g.Multiply(
            g.Multiply(g.Constant(0.5), x),
            g.Add(g.Constant(1), g.Unary(Op.Erf, g.Multiply(x, g.Constant(0.70710678118654752440))))),
    };

    /// <summary>Applies an activation to one chunk; softmax, which is over all units, is not one of these.</summary>
    public static Node Apply(GraphBuilder graph, Activation activation, Node x) => s_rows[activation](graph, x);

    private static Node Elu(GraphBuilder g, Node x, double scale, double alpha)
    {
        // exp of the clamped x, so that the branch not taken stays finite; 0 is of the low branch and has its slope
        Node clamped = g.SelectGreater(x, g.Zero, g.Zero, x);
        Node low = g.Multiply(g.Constant(scale * alpha), g.Subtract(g.Unary(Op.Exp, clamped), g.Constant(1)));
        return g.SelectGreater(x, g.Zero, g.Multiply(g.Constant(scale), x), low);
    }

    private static Node Clamp(GraphBuilder g, Node x, double low, double high)
        => g.SelectGreater(x, g.Constant(high), g.Constant(high), g.SelectGreater(g.Constant(low), x, g.Constant(low), x));
}
