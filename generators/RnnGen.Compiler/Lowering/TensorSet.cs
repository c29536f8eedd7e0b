using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

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

    /// <summary>Whether a tensor of that name is being filled.</summary>
    public bool Contains(string name) => _byName.TryGetValue(name, out Tensor? tensor) && !tensor.IsRewound;

    /// <summary>Gives the rows of a layer's tensors out again, so that another use of it shares them.</summary>
    public void Rewind(string layer)
    {
        foreach (Tensor tensor in All.Where(tensor => tensor.Name.StartsWith(layer + ".", StringComparison.Ordinal)))
            tensor.Rewind();
    }
}
