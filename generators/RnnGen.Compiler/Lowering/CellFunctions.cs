using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>What each function of the cell language is in the graph.</summary>
internal static class CellFunctions
{
    private static readonly Dictionary<CellFunction, Activation> s_activations = new()
    {
        [CellFunction.Sigmoid] = Activation.Sigmoid,
        [CellFunction.Tanh] = Activation.Tanh,
        [CellFunction.Relu] = Activation.Relu,
        [CellFunction.Softplus] = Activation.Softplus,
        [CellFunction.LeakyRelu] = Activation.LeakyRelu,
        [CellFunction.Elu] = Activation.Elu,
        [CellFunction.Selu] = Activation.Selu,
        [CellFunction.Softsign] = Activation.Softsign,
        [CellFunction.HardSigmoid] = Activation.HardSigmoid,
        [CellFunction.HardTanh] = Activation.HardTanh,
        [CellFunction.Gelu] = Activation.Gelu,
    };

    private static readonly Dictionary<CellFunction, Op> s_ops = new()
    {
        [CellFunction.Add] = Op.Add,
        [CellFunction.Subtract] = Op.Subtract,
        [CellFunction.Multiply] = Op.Multiply,
        [CellFunction.Divide] = Op.Divide,
        [CellFunction.Max] = Op.Max,
        [CellFunction.Min] = Op.Min,
        [CellFunction.Exp] = Op.Exp,
        [CellFunction.Log] = Op.Log,
        [CellFunction.Abs] = Op.Abs,
        [CellFunction.Sqrt] = Op.Sqrt,
    };

    /// <summary>A function of one argument.</summary>
    public static Node Lower(GraphBuilder graph, CellFunction function, Activation layerActivation, Node x)
        => function switch
        {
            CellFunction.Negate => graph.Negate(x),
            CellFunction.Square => graph.Square(x),
            CellFunction.LogSigmoid => graph.Negate(graph.Unary(Op.Softplus, graph.Negate(x))),
            CellFunction.Activate => Activations.Apply(graph, layerActivation, x),
            _ when s_activations.TryGetValue(function, out Activation activation)
                => Activations.Apply(graph, activation, x),
            _ => graph.Unary(s_ops[function], x),
        };

    /// <summary>A function of two arguments.</summary>
    public static Node Lower(GraphBuilder graph, CellFunction function, Node x, Node y)
        => graph.Binary(s_ops[function], x, y);
}
