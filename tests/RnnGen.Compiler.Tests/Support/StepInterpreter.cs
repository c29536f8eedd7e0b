using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Tests.Support;

/// <summary>
/// Evaluates step graphs in double, one plain line an operation: what every rule and pass is compared with. A number of
/// the row is a vector of one.
/// </summary>
internal sealed class StepInterpreter(Func<Node, double[]> leaf)
{
    private readonly Dictionary<Node, double[]> _values = [];

    public double[] Evaluate(Node node)
    {
        if (!_values.TryGetValue(node, out double[]? value))
            _values.Add(node, value = Compute(node));
        return value;
    }

    private double[] Compute(Node node)
    {
        if (node.Op == Op.Constant)
            return [node.Value];
        if (OpInfo.Of(node.Op).Class == OpClass.Leaf)
            return leaf(node);
        double[][] args = [.. node.Args.Select(Evaluate)];
        if (OpInfo.Of(node.Op).Class == OpClass.Reduction)
            return [node.Op == Op.Sum ? args[0].Sum() : args[0].Max()];
        return [.. Enumerable.Range(0, Math.Max(1, node.Size))
            .Select(u => Pointwise(node.Op, [.. args.Select(arg => arg[arg.Length == 1 ? 0 : u])]))];
    }

    private static double Pointwise(Op op, double[] a) => op switch
    {
        Op.Add => a[0] + a[1],
        Op.MultiplyAdd => (a[0] * a[1]) + a[2],
        Op.Subtract => a[0] - a[1],
        Op.Multiply => a[0] * a[1],
        Op.Divide => a[0] / a[1],
        Op.Negate => -a[0],
        Op.Max => Math.Max(a[0], a[1]),
        Op.Min => Math.Min(a[0], a[1]),
        Op.Sigmoid => 1 / (1 + Math.Exp(-a[0])),
        Op.Tanh => Math.Tanh(a[0]),
        Op.Relu => Math.Max(a[0], 0),
        Op.Exp => Math.Exp(a[0]),
        Op.Log => Math.Log(a[0]),
        Op.Softplus => Math.Log(1 + Math.Exp(a[0])),
        Op.Abs => Math.Abs(a[0]),
        Op.Sqrt => Math.Sqrt(a[0]),
        Op.Erf => Erf(a[0]),
        Op.SelectGreater => a[0] > a[1] ? a[2] : a[3],
        Op.SelectEqual => a[0].Equals(a[1]) ? a[2] : a[3],
        _ => throw new NotSupportedException($"{op} is not point-wise."),
    };

    /// <summary>The Maclaurin series, exact to rounding for |x| below 3.</summary>
    private static double Erf(double x)
    {
        double term = x;
        double sum = x;
        for (var n = 1; n < 100; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
