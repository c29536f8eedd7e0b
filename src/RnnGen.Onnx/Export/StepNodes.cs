using RnnGen.Structure;

namespace RnnGen.Onnx.Export;

/// <summary>Writes the equations of a region, one node after the other.</summary>
internal sealed class StepNodes(NetworkExport network, GraphWriter graph, RegionStructure region)
{
    private readonly Dictionary<(int Affine, int Term), string> _products = [];
    private readonly string?[] _values = new string?[region.Nodes.Count];
    private readonly bool[] _hasRows = new bool[region.Nodes.Count];
    private int _done;

    /// <summary>Names of the inputs; empty where only products read one, which are given.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Names of the states.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>Whether values are [time, batch, units], and not [batch, units].</summary>
    public bool IsTimeMajor { get; init; }

    /// <summary>Gives the products of a group, which was computed elsewhere.</summary>
    public void SetProducts(ProductGroup group, string value)
    {
        string[] parts = graph.Split(value, group.Sizes);
        for (int i = 0; i < parts.Length; i++)
            _products.Add(group.Terms[i], parts[i]);
    }

    /// <summary>The name of a node's value, which is written with all before it.</summary>
    public string Value(int node)
    {
        for (; _done <= node; _done++)
            _values[_done] = Write(_done, region.Nodes[_done]);
        return _values[node]!;
    }

    /// <summary>A node's value with a row for each of the batch's and so many units.</summary>
    /// <param name="node">The node.</param>
    /// <param name="size">Units.</param>
    /// <param name="shape">Name of the shape [batch, size].</param>
    public string Whole(int node, int size, string shape)
    {
        string value = Value(node);
        return _hasRows[node] && region.Nodes[node].Size == size ? value : graph.Add("Expand", value, shape);
    }

    private string Write(int number, StepNode node)
    {
        _hasRows[number] = node.Op is "input" or "state" || node.Arguments.Any(argument => _hasRows[argument]);
        return node.Op switch
        {
            "const" => graph.Constant(node.Value),
            "input" => Inputs[node.Index],
            "state" => States[node.Index],
            "parameter" => Vector(node.Vector!.Value, node.Size, "parameter"),
            "affine" => Affine(number, node),
            "attend" => new AttentionNodes(network, graph, region.Memories[node.Index], IsTimeMajor)
                .Write(_values[node.Arguments[0]]!),
            _ => StepOperators.Write(graph, node.Op, [.. node.Arguments.Select(argument => _values[argument]!)]),
        };
    }

    /// <summary>The products, one after the other, and the sum of the biases.</summary>
    private string Affine(int number, StepNode node)
    {
        string? sum = Products(number, node);
        if (node.Biases.Count == 0)
            return sum!;
        float[] bias = new float[node.Size];
        foreach (VectorPart part in node.Biases)
        {
            for (int u = 0; u < bias.Length; u++)
                bias[u] += network.Parameters[part.Parameter][part.First + u];
        }

        string name = graph.Weights($"{region.Name}.{node.Name}.bias", bias, bias.Length);
        return sum is null ? name : graph.Add("Add", sum, name);
    }

    private string? Products(int number, StepNode node)
    {
        if (IsJoined(node))
            return Joined(node);
        string? sum = null;
        for (int term = 0; term < node.Terms.Count; term++)
            sum = sum is null ? Product(number, term) : graph.Add("Add", sum, Product(number, term));
        return sum;
    }

    /// <summary>
    /// Whether the operands stand side by side under one matrix, as where a dense layer reads both directions of a
    /// layer; those of a recurrence are multiplied each by itself.
    /// </summary>
    private bool IsJoined(StepNode node)
    {
        int column = 0;
        foreach (ProductTerm term in node.Terms)
        {
            if (term.Parameter != node.Terms[0].Parameter || term.Row != node.Terms[0].Row || term.Column != column)
                return false;
            column += region.Nodes[term.Argument].Size;
        }

        return region.States.Count == 0 && node.Terms.Count > 1
            && column == network.Structure.Info.Parameters[node.Terms[0].Parameter].Columns;
    }

    private string Joined(StepNode node)
    {
        ProductTerm first = node.Terms[0];
        int columns = network.Structure.Info.Parameters[first.Parameter].Columns;
        float[] values = network.Parameters[first.Parameter], weights = new float[columns * node.Size];
        for (int k = 0; k < columns; k++)
        {
            for (int u = 0; u < node.Size; u++)
                weights[(k * node.Size) + u] = values[((first.Row + u) * columns) + k];
        }

        string joined = graph.Concat([.. node.Terms.Select(term => _values[term.Argument]!)], -1);
        return graph.Add("MatMul", joined, graph.Weights($"{region.Name}.{node.Name}", weights, columns, node.Size));
    }

    private string Product(int affine, int term)
    {
        if (!_products.ContainsKey((affine, term)))
        {
            ProductGroup group = ProductGroup.Of(network, region)
                .First(one => one.Terms.Contains((affine, term)));
            SetProducts(group, group.Write(graph, _values[group.Argument]!));
        }

        return _products[(affine, term)];
    }

    private string Vector(VectorPart part, int size, string what)
    {
        float[] values = network.Parameters[part.Parameter][part.First..(part.First + size)];
        return graph.Weights($"{region.Name}.{what}", values, size);
    }
}
