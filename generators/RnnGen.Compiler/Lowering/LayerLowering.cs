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
        Tensor table = network.Table(layer, name);
        var region = new Region
        {
            Name = network.UniqueRegion(use),
            Kind = RegionKind.Embedding,
            Axis = tokens.Axis,
            Inputs = [],
            Table = (table.Index, layer.PaddingIndex ?? -1),
            TokenInput = tokens.Input,
            Widths = [layer.Size],
        };
        return [network.Add(region, 0)];
    }

    private IReadOnlyList<Chunk> Dense(DenseLayer layer, LayerValue value)
    {
        var step = new StepBuilder();
        Node y = new LayerNodes(step, network, name, path)
            .Dense(layer, NetworkBuilder.Leaves(step.Graph, value.Chunks));
        return network.Map(use, step.Graph, value.PerStep, value.Chunks, [y], step.Accumulators, []);
    }

    private IReadOnlyList<Chunk> LayerNorm(LayerNormLayer layer, LayerValue value)
    {
        var step = new StepBuilder();
        Node[] y = new LayerNodes(step, network, name, path)
            .LayerNorm(layer, NetworkBuilder.Leaves(step.Graph, value.Chunks));
        return network.Map(use, step.Graph, value.PerStep, value.Chunks, y, [], step.Parameters);
    }
}
