using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Tests.Support;

/// <summary>
/// Evaluates step graphs in double, one plain line an operation: what every rule and pass is compared with. A number of
/// the row is a vector of one.
/// </summary>
internal sealed class StepInterpreter(Func<Node, double[]> leaf)
{
    private static readonly Dictionary<Op, Func<double[], double>> s_rows = new()
    {
        [Op.Add] = static a => a[0] + a[1],
        [Op.MultiplyAdd] = static a => (a[0] * a[1]) + a[2],
        [Op.Subtract] = static a => a[0] - a[1],
        [Op.Multiply] = static a => a[0] * a[1],
        [Op.Divide] = static a => a[0] / a[1],
        [Op.Negate] = static a => -a[0],
        [Op.Max] = static a => Math.Max(a[0], a[1]),
        [Op.Min] = static a => Math.Min(a[0], a[1]),
        [Op.Sigmoid] = static a => 1 / (1 + Math.Exp(-a[0])),
        [Op.Tanh] = static a => Math.Tanh(a[0]),
        [Op.Relu] = static a => Math.Max(a[0], 0),
        [Op.Exp] = static a => Math.Exp(a[0]),
        [Op.Log] = static a => Math.Log(a[0]),
        [Op.Softplus] = static a => Math.Log(1 + Math.Exp(a[0])),
        [Op.Abs] = static a => Math.Abs(a[0]),
        [Op.Sqrt] = static a => Math.Sqrt(a[0]),
        [Op.Erf] = static a => Erf(a[0]),
        [Op.SelectGreater] = static a => a[0] > a[1] ? a[2] : a[3],
        [Op.SelectEqual] = static a => a[0].Equals(a[1]) ? a[2] : a[3],
        [Op.Sum] = static a => a.Sum(),
        [Op.Largest] = static a => a.Max(),
    };

    private readonly Dictionary<Node, double[]> _values = [];

    /// <summary>Whether the table has a row for an operation.</summary>
    public static bool Has(Op op) => s_rows.ContainsKey(op);

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
            return [s_rows[node.Op](args[0])];
        return [.. Enumerable.Range(0, Math.Max(1, node.Size))
            .Select(u => s_rows[node.Op]([.. args.Select(arg => arg[arg.Length == 1 ? 0 : u])]))];
    }

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
