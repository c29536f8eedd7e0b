using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// Layers without states as nodes of a step graph, be it their own or that of a decoder's step; appends their weights.
/// </summary>
/// <param name="step">The step.</param>
/// <param name="network">The network, with the model's tensors.</param>
/// <param name="name">The layer's name: the prefix of its tensors.</param>
/// <param name="path">Its spec node, such as <c>layers[1]</c>.</param>
internal sealed class LayerNodes(StepBuilder step, NetworkBuilder network, string name, string path)
{
    private GraphBuilder Graph => step.Graph;

    public Node Dense(DenseLayer layer, IReadOnlyList<Node> x)
    {
        int width = x.Sum(static v => v.Size);
        Accumulator accumulator = step.NewAccumulator(name, layer.Units, name);
        Tensor weight = layer.TiedTo is null ? network.Tensors.Get(name + ".weight", width, 0)
            : network.TiedTable(layer, name, width, path);
        int row = layer.TiedTo is null
            ? weight.Append(Initial.Matrix(layer.KernelInitializer, layer.Units, width, width)) : 0;
        var column = 0;
        foreach (Node v in x)
        {
            accumulator.Terms.Add(new WeightTerm(weight.Index, row, column, v.Size, width));
            column += v.Size;
        }

        if (layer.Bias)
        {
            Tensor bias = network.Tensors.Get(name + ".bias", 0, 1);
            row = bias.Append(Initial.Vector(layer.BiasInitializer, layer.Units, width));
            accumulator.Biases.Add(new VectorSlice(bias.Index, row, layer.Units));
        }

        Node z = Graph.Affine(accumulator, [.. x]);
        z.Name = "z";
        return layer.Activation == Activation.Softmax
            ? Normalise.Softmax(Graph, [z])[0]
            : Activations.Apply(Graph, layer.Activation, z);
    }

    public Node[] LayerNorm(LayerNormLayer layer, IReadOnlyList<Node> x)
    {
        Node[] unit = Normalise.LayerNorm(Graph, [.. x], layer.Epsilon);
        Tensor gain = network.Tensors.Get(name + ".weight", 0, 0);
        Tensor shift = network.Tensors.Get(name + ".bias", 0, 1);
        return [.. unit.Select(v => Graph.Add(
            Graph.Multiply(v, Vector(gain, v.Size, 1, "weight")), Vector(shift, v.Size, 0, "bias")))];
    }

    private Node Vector(Tensor tensor, int size, double value, string called)
        => step.Parameter(new VectorSlice(tensor.Index, tensor.Append(Initial.Constant(size, value)), size), called);
}
