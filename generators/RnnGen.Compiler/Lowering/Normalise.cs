using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering;

/// <summary>Operations over all units of a vector, built from sums, so that their gradients follow.</summary>
internal static class Normalise
{
    /// <summary>(v - mean) / sqrt(variance + epsilon), over all chunks together.</summary>
    public static Node[] LayerNorm(GraphBuilder g, Node[] x, double epsilon)
    {
        Node perUnit = g.Constant(1.0 / x.Sum(static v => v.Size));
        Node mean = g.Multiply(perUnit, SumOf(g, x));
        Node[] centred = [.. x.Select(v => g.Subtract(v, mean))];
        Node variance = g.Multiply(perUnit, SumOf(g, [.. centred.Select(g.Square)]));
        Node scale = g.Divide(g.Constant(1), g.Unary(Op.Sqrt, g.Add(variance, g.Constant(epsilon))));
        return [.. centred.Select(v => g.Multiply(v, scale))];
    }

    /// <summary>e^(v - max) / sum; the maximum cancels, so it needs no gradient.</summary>
    public static Node[] Softmax(GraphBuilder g, Node[] x)
    {
        Node largest = x.Select(g.Largest).Aggregate((a, b) => g.Binary(Op.Max, a, b));
        Node[] powers = [.. x.Select(v => g.Unary(Op.Exp, g.Subtract(v, largest)))];
        Node total = g.Divide(g.Constant(1), SumOf(g, powers));
        return [.. powers.Select(v => g.Multiply(v, total))];
    }

    private static Node SumOf(GraphBuilder g, Node[] x) => x.Select(v => g.Sum(v, v.Size)).Aggregate(g.Add);
}
