using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>What each layer becomes: from a value in front of it to the value behind it.</summary>
/// <param name="network">Where its regions go.</param>
/// <param name="name">Its name: the prefix of its tensors.</param>
/// <param name="use">Prefix of regions, states and sites: the name, numbered where the layer is used again.</param>
/// <param name="path">Its spec node, such as <c>layers[1]</c>.</param>
/// <param name="call">The spec node of the call, of a stack's layer its own.</param>
internal sealed partial class LayerLowering(
    NetworkBuilder network, string name, string use, string path, string call)
{
    /// <summary>Lowers the layer; <paramref name="initial"/> is what a recurrent one starts from, or none.</summary>
    public LayerValue Lower(LayerSpec layer, LayerValue value, IReadOnlyList<NamedState>? initial = null) => layer switch
    {
        EmbeddingLayer embedding => new(Embedding(embedding, value.Tokens)),
        RecurrentLayer recurrent => Recurrent(recurrent, value.Chunks, initial ?? []),
        DenseLayer dense => new(Dense(dense, value)),
        DropoutLayer dropout => new(network.Dropout(value.Chunks, dropout.Rate, dropout.PerSequence, use)),
        LayerNormLayer norm => new(LayerNorm(norm, value)),
        LastStepLayer => new(value.Finals ?? network.Last(use, value.Chunks)),
        PoolLayer { Pool: PoolKind.Mean } => new(network.MeanPool(use, value.Chunks)),
        PoolLayer => new(network.MaxPool(use, value.Chunks)),
        _ => throw new NotSupportedException($"{layer.GetType().Name} is not lowered."),
    };

    private IReadOnlyList<Chunk> Embedding(EmbeddingLayer layer, (int Input, int Axis) tokens)
    {
        Tensor table = network.Tensors.Get(name + ".weight", layer.Size, 0);
        int padding = layer.PaddingIndex ?? -1;
        if (padding > 0)
            table.Append(new TensorBlock(padding, "Normal", 1));
        if (padding >= 0)
            table.Append(new TensorBlock(1, "Constant", 0));
        if (layer.Vocabulary - padding - 1 > 0)
            table.Append(new TensorBlock(layer.Vocabulary - Math.Max(padding, -1) - 1, "Normal", 1));
        var region = new Region
        {
            Name = network.UniqueRegion(use),
            Kind = RegionKind.Embedding,
            Axis = tokens.Axis,
            Inputs = [],
            Table = (table.Index, padding),
            TokenInput = tokens.Input,
            Widths = [layer.Size],
        };
        return [network.Add(region, 0)];
    }

    private IReadOnlyList<Chunk> Dense(DenseLayer layer, LayerValue value)
    {
        var graph = new GraphBuilder();
        Accumulator accumulator = graph.NewAccumulator(name, layer.Units);
        Tensor weight = network.Tensors.Get(name + ".weight", value.Width, 0);
        int row = weight.Append(Initial.Matrix(layer.KernelInitializer, layer.Units, value.Width, value.Width));
        var column = 0;
        foreach (Chunk chunk in value.Chunks)
        {
            accumulator.Terms.Add(new WeightTerm(weight.Index, row, column, chunk.Size, value.Width));
            column += chunk.Size;
        }

        if (layer.Bias)
        {
            Tensor bias = network.Tensors.Get(name + ".bias", 0, 1);
            row = bias.Append(Initial.Vector(layer.BiasInitializer, layer.Units, value.Width));
            accumulator.Biases.Add(new VectorSlice(bias.Index, row, layer.Units));
        }

        Node[] x = NetworkBuilder.Leaves(graph, value.Chunks);
        Node z = graph.Affine(accumulator, x);
        z.Name = "z";
        Node y = layer.Activation == Activation.Softmax
            ? Normalise.Softmax(graph, [z])[0]
            : Activations.Apply(graph, layer.Activation, z);
        return network.Map(use, graph, value.PerStep, value.Chunks, [y], [accumulator], []);
    }

    private IReadOnlyList<Chunk> LayerNorm(LayerNormLayer layer, LayerValue value)
    {
        var graph = new GraphBuilder();
        Node[] unit = Normalise.LayerNorm(graph, NetworkBuilder.Leaves(graph, value.Chunks), layer.Epsilon);
        Tensor gain = network.Tensors.Get(name + ".weight", 0, 0);
        Tensor shift = network.Tensors.Get(name + ".bias", 0, 1);
        List<VectorSlice> parameters = [];
        List<Node> outputs = [];
        foreach (Node v in unit)
        {
            parameters.Add(new VectorSlice(gain.Index, gain.Append(Initial.Constant(v.Size, 1)), v.Size));
            Node w = graph.Leaf(Op.Parameter, parameters.Count - 1, v.Size, "weight");
            parameters.Add(new VectorSlice(shift.Index, shift.Append(Initial.Constant(v.Size, 0)), v.Size));
            Node b = graph.Leaf(Op.Parameter, parameters.Count - 1, v.Size, "bias");
            outputs.Add(graph.Add(graph.Multiply(v, w), b));
        }

        return network.Map(use, graph, value.PerStep, value.Chunks, outputs, [], parameters);
    }
}
