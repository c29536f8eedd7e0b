using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>
/// The nodes that the first output of a graph depends on. Other outputs may be anything that needs no weights of its
/// own: states, steps, what is behind an activation or in front of it.
/// </summary>
internal static class NeededNodes
{
    /// <summary>The nodes, in the order of the graph.</summary>
    /// <exception cref="OnnxException">
    /// There is no output, or another one has weights that the first one does without.
    /// </exception>
    public static IReadOnlyList<OnnxNode> Of(OnnxGraph graph)
    {
        if (graph.Outputs.Count == 0)
            throw new OnnxException("The graph has no output.");
        var makers = new Dictionary<string, OnnxNode>(StringComparer.Ordinal);
        foreach (OnnxNode node in graph.Nodes)
        {
            foreach (string output in node.Outputs.Where(static output => output.Length > 0))
                makers.TryAdd(output, node);
        }

        var needed = new HashSet<OnnxNode>(ReferenceEqualityComparer.Instance);
        Need(graph.Outputs[0].Name, needed, makers);
        IEnumerable<OnnxNode> Chosen(HashSet<OnnxNode> chosen) => graph.Nodes.Where(chosen.Contains);
        Dictionary<string, OnnxTensor> weights = WeightsOf(graph);
        HashSet<string> read = [.. Chosen(needed).SelectMany(static node => node.Inputs)];
        foreach (OnnxValue output in graph.Outputs.Skip(1))
        {
            var others = new HashSet<OnnxNode>(ReferenceEqualityComparer.Instance);
            Need(output.Name, others, makers);
            string? own = Chosen(others).SelectMany(static node => node.Inputs)
                .FirstOrDefault(name => weights.ContainsKey(name) && !read.Contains(name));
            if (own is not null)
                throw new OnnxException(
                    $"The output '{output.Name}' has weights of its own, '{own}', which '{graph.Outputs[0].Name}' "
                        + "does without; only layers in a row are read.");
        }

        return [.. Chosen(needed)];
    }

    private static void Need(string output, HashSet<OnnxNode> needed, Dictionary<string, OnnxNode> makers)
    {
        var open = new Stack<string>([output]);
        while (open.TryPop(out string? name))
        {
            if (!makers.TryGetValue(name, out OnnxNode? node) || !needed.Add(node))
                continue;
            foreach (string input in node.Inputs)
                open.Push(input);
        }
    }

    /// <summary>Tensors of more than one number that is no integer, by name.</summary>
    private static Dictionary<string, OnnxTensor> WeightsOf(OnnxGraph graph)
    {
        var weights = new Dictionary<string, OnnxTensor>(StringComparer.Ordinal);
        foreach (OnnxTensor tensor in graph.Initializers)
            Add(tensor.Name, tensor);
        foreach (OnnxNode node in graph.Nodes)
        {
            if (node.Constant is { } tensor)
                Add(node.Output(0), tensor);
        }

        return weights;

        void Add(string name, OnnxTensor tensor)
        {
            if (tensor.IsOfNumbers && tensor.Length > 1)
                weights[name] = tensor;
        }
    }
}
