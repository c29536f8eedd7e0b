using RnnGen.Program;
using RnnGen.Structure;

namespace RnnGen.Onnx.Export;

/// <summary>
/// All products of a region that multiply one node: one matrix, whose columns are those of its affines.
/// </summary>
internal sealed class ProductGroup
{
    private readonly NetworkExport _network;
    private readonly RegionStructure _region;
    private readonly List<(int Affine, int Term)> _terms = [];

    private ProductGroup(NetworkExport network, RegionStructure region, int argument)
    {
        (_network, _region, Argument) = (network, region, argument);
    }

    /// <summary>The node that is multiplied.</summary>
    public int Argument { get; }

    /// <summary>The products, in the order of the columns: node of the affine, and which of its terms.</summary>
    public IReadOnlyList<(int Affine, int Term)> Terms => _terms;

    /// <summary>Columns of each product.</summary>
    public IReadOnlyList<int> Sizes => [.. _terms.Select(term => _region.Nodes[term.Affine].Size)];

    public int Width => Sizes.Sum();

    /// <summary>The groups of a region.</summary>
    public static IReadOnlyList<ProductGroup> Of(NetworkExport network, RegionStructure region)
    {
        List<ProductGroup> groups = [];
        for (int affine = 0; affine < region.Nodes.Count; affine++)
        {
            IReadOnlyList<ProductTerm> terms = region.Nodes[affine].Terms;
            for (int term = 0; term < terms.Count; term++)
            {
                int argument = terms[term].Argument;
                ProductGroup? group = groups.Find(one => one.Argument == argument);
                if (group is null)
                    groups.Add(group = new ProductGroup(network, region, argument));
                group._terms.Add((affine, term));
            }
        }

        return groups;
    }

    /// <summary>Writes the product with all columns.</summary>
    public string Write(GraphWriter graph, string argument)
    {
        int units = _region.Nodes[Argument].Size, width = Width, column = 0;
        float[] weights = new float[units * width];
        foreach ((int affine, int number) in _terms)
        {
            StepNode node = _region.Nodes[affine];
            ProductTerm term = node.Terms[number];
            ParameterInfo info = _network.Structure.Info.Parameters[term.Parameter];
            float[] values = _network.Parameters[term.Parameter];
            for (int k = 0; k < units; k++)
            {
                for (int u = 0; u < node.Size; u++)
                    weights[(k * width) + column + u] = values[((term.Row + u) * info.Columns) + term.Column + k];
            }

            column += node.Size;
        }

        string name = $"{_region.Name}.{string.Join("_", _terms.Select(t => _region.Nodes[t.Affine].Name).Distinct())}";
        return graph.Add("MatMul", argument, graph.Weights(name, weights, units, width));
    }
}
