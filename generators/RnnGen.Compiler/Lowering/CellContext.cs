using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>What a cell is lowered for: one layer and direction of a declaration.</summary>
internal sealed record CellContext
{
    public required RecurrentLayer Layer { get; init; }

    /// <summary>Spec node path of the layer, such as <c>layers[1]</c>.</summary>
    public required string Path { get; init; }

    public required int Hidden { get; init; }

    /// <summary>Units of each chunk of the input.</summary>
    public required IReadOnlyList<int> InputSizes { get; init; }

    /// <summary>Prefix of tensor names: the layer's name.</summary>
    public required string Name { get; init; }

    /// <summary>Suffix of tensor names, such as <c>_l1_reverse</c>.</summary>
    public required string Suffix { get; init; }

    public required TensorSet Tensors { get; init; }

    public required SiteSet Sites { get; init; }

    public required bool Training { get; init; }
}

/// <summary>All learned tensors of a model, shared by name.</summary>
internal sealed class TensorSet
{
    private readonly Dictionary<string, Tensor> _byName = [];

    public List<Tensor> All { get; } = [];

    /// <summary>The tensor of a name; makes it on first use.</summary>
    public Tensor Get(string name, int columns, int rank)
    {
        if (!_byName.TryGetValue(name, out Tensor? tensor))
        {
            tensor = new Tensor(All.Count, name, columns, rank);
            _byName.Add(name, tensor);
            All.Add(tensor);
        }

        return tensor;
    }

    public bool Contains(string name) => _byName.ContainsKey(name);
}

/// <summary>All dropout sites of a model.</summary>
internal sealed class SiteSet
{
    public List<Site> All { get; } = [];

    /// <summary>Adds a site and returns its number.</summary>
    public int Add(Site site)
    {
        All.Add(site);
        return All.Count - 1;
    }
}

/// <summary>A place that drops units while training.</summary>
internal sealed record Site(string Name, int Width, double Rate, bool PerSequence, bool IsZoneout);
