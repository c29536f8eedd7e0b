using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// Attention as a map over the query's steps, with one of two kinds of scores: where others multiply keys, that is a
/// map over the memory's steps, once for all queries.
/// </summary>
/// <param name="network">Where its regions go.</param>
/// <param name="name">The layer's name: the prefix of its tensors.</param>
/// <param name="use">Prefix of its regions, and the name of its weights.</param>
/// <param name="path">The node of the call.</param>
internal sealed class AttentionLowering(NetworkBuilder network, string name, string use, string path)
{
    /// <summary>The context, with the weights that it was summed by.</summary>
    public LayerValue Lower(AttentionLayer layer, LayerValue query, LayerValue keys, LayerValue values)
    {
        network.IsCausal = false;
        (MemoryTerm memory, Factor? factor) = Read(layer, query.Width, keys, values);
        var step = new StepBuilder();
        IReadOnlyList<Chunk> inputs = factor is null ? [Whole(query, "query")] : query.Chunks;
        Node context = Attend(step, memory, factor, NetworkBuilder.Leaves(step.Graph, inputs));
        var region = new Region
        {
            Name = network.UniqueRegion(use),
            Kind = RegionKind.Map,
            Axis = inputs[0].Axis,
            Inputs = inputs,
            Step = new StepGraph
            {
                Builder = step.Graph,
                InputSizes = [.. inputs.Select(static chunk => chunk.Size)],
                States = [],
                NextStates = [],
                Outputs = [context],
                Accumulators = step.Accumulators,
                Parameters = [],
                Memories = step.Memories,
            },
        };
        Chunk chunk = network.Add(region, 0);
        return new LayerValue([chunk]) { Alignment = network.Attends(use, region) };
    }

    /// <summary>
    /// The context in a larger step, of a query that the step computes; null where the query is in several chunks and no
    /// product makes one of them.
    /// </summary>
    public Node? Into(
        StepBuilder step, AttentionLayer layer, IReadOnlyList<Node> query, LayerValue keys, LayerValue values)
    {
        network.IsCausal = false;
        (MemoryTerm memory, Factor? factor) = Read(layer, query.Sum(static v => v.Size), keys, values);
        return factor is null && query.Count > 1 ? null : Attend(step, memory, factor, query);
    }

    private static Node Attend(StepBuilder step, MemoryTerm memory, Factor? factor, IReadOnlyList<Node> query)
    {
        Node asked = factor is null ? query[0] : Product(step.Graph, step.Accumulators, "query", factor, query);
        step.Memories.Add(memory);
        Node context = step.Graph.Attend(step.Memories.Count - 1, memory.Width, asked);
        context.Name = "context";
        return context;
    }

    /// <summary>What is read, and what a query is multiplied by before it asks, where it is.</summary>
    private (MemoryTerm Memory, Factor? OfQuery) Read(
        AttentionLayer layer, int width, LayerValue keys, LayerValue values)
    {
        switch (layer.Score)
        {
            case Score.General: // q . (W k)
                Chunk projected = Keys(keys, NewFactor(".weight", 0, width, keys.Width));
                return (new MemoryTerm(projected, Whole(values, "values"), ScoreKind.Dot), null);
            case Score.Concat: // W [q; k] is the product of the first columns with q, plus that of the others with k
                Factor both = NewFactor(".weight", 0, layer.Units, width + keys.Width);
                return (Meeting(Keys(keys, both with { Column = width }), values), both);
            case Score.Additive:
                Factor ofQuery = NewFactor(".weight_q", 0, layer.Units, width);
                return (Meeting(Keys(keys, NewFactor(".weight_k", 1, layer.Units, keys.Width)), values), ofQuery);
        }

        if (width != keys.Width)
            throw new DeclarationException(
                DiagnosticIds.UnitsDiffer, path, "The query", width, "what it is compared with", keys.Width);
        double scale = layer.Score == Score.ScaledDot ? 1 / Math.Sqrt(width) : 1;
        return (new MemoryTerm(Whole(keys, "keys"), Whole(values, "values"), ScoreKind.Dot) { Scale = scale }, null);
    }

    /// <summary>Additive scores of projected keys.</summary>
    private MemoryTerm Meeting(Chunk keys, LayerValue values)
    {
        Tensor vector = network.Tensors.Get(name + ".v", 0, 2);
        int offset = vector.Append(Initial.Vector(Initializer.Default, keys.Size, keys.Size));
        return new MemoryTerm(keys, Whole(values, "values"), ScoreKind.Additive)
        {
            Vector = new VectorSlice(vector.Index, offset, keys.Size),
        };
    }

    private Chunk Keys(LayerValue keys, Factor factor)
    {
        var graph = new GraphBuilder();
        List<Accumulator> accumulators = [];
        Node z = Product(graph, accumulators, "keys", factor, NetworkBuilder.Leaves(graph, keys.Chunks));
        return network.Map(use + "_keys", graph, true, keys.Chunks, [z], accumulators, [])[0];
    }

    private Factor NewFactor(string suffix, int rank, int units, int columns)
    {
        Tensor weight = network.Tensors.Get(name + suffix, columns, rank);
        int row = weight.Append(Initial.Matrix(Initializer.Default, units, columns, columns));
        return new Factor(weight, row, 0, units);
    }

    private static Node Product(
        GraphBuilder graph, List<Accumulator> accumulators, string name, Factor factor, IReadOnlyList<Node> operands)
    {
        Accumulator accumulator = graph.NewAccumulator(name, factor.Units);
        accumulators.Add(accumulator);
        int column = factor.Column;
        foreach (Node operand in operands)
        {
            accumulator.Terms.Add(new WeightTerm(
                factor.Weight.Index, factor.Row, column, operand.Size, factor.Weight.Columns));
            column += operand.Size;
        }

        Node z = graph.Affine(accumulator, [.. operands]);
        z.Name = name;
        return z;
    }

    /// <summary>Attention reads one chunk.</summary>
    private Chunk Whole(LayerValue value, string what)
        => value.Chunks.Count == 1 ? value.Chunks[0]
            : network.Recut($"{use}_{what}", value.Chunks, [value.Width])[0];

    /// <summary>What a value is multiplied by: some rows and columns of a matrix, from these on.</summary>
    private sealed record Factor(Tensor Weight, int Row, int Column, int Units);
}
