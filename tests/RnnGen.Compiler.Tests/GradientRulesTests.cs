using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Tests.Support;

namespace RnnGen.Compiler.Tests;

/// <summary>Every row of the gradient table against central differences.</summary>
public class GradientRulesTests
{
    private const int Units = 3;
    private const double Delta = 1e-5;

    /// <summary>Away from kinks and poles; of Largest nothing may depend on the gradient, so it has none.</summary>
    public static TheoryData<string> Operations => [.. OpInfo.All
        .Where(static row => row.Class is OpClass.Pointwise or OpClass.Reduction && row.Op != Op.Largest)
        .Select(static row => row.Op.ToString())];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Rule_EveryOperation_AgreesWithCentralDifferences(string operation)
    {
        Op op = Enum.Parse<Op>(operation);
        var graph = new GraphBuilder();
        OpInfo row = OpInfo.Of(op);
        Node[] args = [.. Enumerable.Range(0, row.Arity).Select(i => graph.Leaf(Op.Input, i, Units))];
        Node y = Apply(op, args);
        Node dy = graph.Leaf(Op.OutputGradient, 0, y.Size);
        double[][] x = [.. Enumerable.Range(0, row.Arity).Select(Sample)];
        double[] dyValue = y.Size == 0 ? [0.7] : [0.7, -1.3, 0.4];
        double[] Leaf(Node node) => node.Op == Op.Input ? x[node.Index] : dyValue;

        Node[] gradients = GradientRules.Apply(graph, y, dy);
        Assert.Equal(args.Length, gradients.Length);
        double[][] actual = [.. gradients.Select(new StepInterpreter(Leaf).Evaluate)];
        for (var i = 0; i < args.Length; i++)
        {
            for (var u = 0; u < Units; u++)
            {
                double kept = x[i][u];
                x[i][u] = kept + Delta;
                double above = Loss(y, Leaf, dyValue);
                x[i][u] = kept - Delta;
                double below = Loss(y, Leaf, dyValue);
                x[i][u] = kept;
                double expected = (above - below) / (2 * Delta);
                Assert.Equal(expected, actual[i][actual[i].Length == 1 ? 0 : u], 1e-8);
            }
        }
    }

    [Theory]
    [InlineData(nameof(Op.Max))]
    [InlineData(nameof(Op.Min))]
    public void Extremum_Tie_GivesHalfToEach(string operation)
    {
        var graph = new GraphBuilder();
        Node[] args = [graph.Leaf(Op.Input, 0, 1), graph.Leaf(Op.Input, 1, 1)];
        Node dy = graph.Leaf(Op.OutputGradient, 0, 1);
        Node[] gradients = GradientRules.Apply(graph, Apply(Enum.Parse<Op>(operation), args), dy);
        var interpreter = new StepInterpreter(static node => node.Op == Op.Input ? [2.5] : [3.0]);
        Assert.All(gradients, gradient => Assert.Equal(1.5, interpreter.Evaluate(gradient)[0]));
    }

    [Theory]
    [InlineData(nameof(Op.Relu))]
    [InlineData(nameof(Op.Abs))]
    public void Kink_AtZero_GivesNoGradient(string operation)
    {
        var graph = new GraphBuilder();
        Node y = Apply(Enum.Parse<Op>(operation), [graph.Leaf(Op.Input, 0, 1)]);
        Node gradient = GradientRules.Apply(graph, y, graph.Leaf(Op.OutputGradient, 0, 1))[0];
        Assert.Equal(0, new StepInterpreter(static node => node.Op == Op.Input ? [0.0] : [3.0]).Evaluate(gradient)[0]);
    }

    private static double Loss(Node y, Func<Node, double[]> leaf, double[] dy)
        => new StepInterpreter(leaf).Evaluate(y).Zip(dy, static (a, b) => a * b).Sum();

    private static double[] Sample(int argument) => argument switch
    {
        0 => [0.3, 1.7, 0.9],
        1 => [1.1, 0.6, 2.3],
        2 => [-0.4, 0.8, 1.9],
        _ => [0.5, -1.2, 0.2],
    };

    /// <summary>The operation itself: the builder would simplify it.</summary>
    private static Node Apply(Op op, Node[] args) => new()
    {
        Id = 1000,
        Op = op,
        Args = args,
        Size = OpInfo.Of(op).Class == OpClass.Reduction ? 0 : args[0].Size,
    };
}
