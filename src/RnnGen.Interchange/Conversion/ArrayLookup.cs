using RnnGen.Layouts;

namespace RnnGen.Conversion;

/// <summary>A layer's arrays in a file, found and checked.</summary>
internal sealed class ArrayLookup(ArraySet arrays, LoadOptions options)
{
    private readonly HashSet<SafetensorsTensor> _used = [];
    private readonly HashSet<SafetensorsTensor> _asked = [];

    /// <summary>All of them.</summary>
    public ArraySet Arrays => arrays;

    /// <summary>
    /// Arrays of the file that no layer has asked for; those of a training's state are nobody's here.
    /// </summary>
    public IEnumerable<string> Unused =>
        arrays.File.Tensors.Where(tensor => !_asked.Contains(tensor)).Select(static tensor => tensor.Name)
            .Where(static name => !name.StartsWith(ModelFile.Prefix, StringComparison.Ordinal));

    /// <summary>The names of arrays that layers have taken.</summary>
    public IEnumerable<string> Used => _used.Select(static tensor => tensor.Name);

    /// <summary>The arrays of a map by their default names.</summary>
    /// <param name="map">The map.</param>
    /// <param name="problem">The first that is missing or does not fit, and why; or null.</param>
    public IReadOnlyDictionary<string, SafetensorsTensor> Find(
        LayerMap map, out (string Array, string Problem)? problem)
    {
        var found = new Dictionary<string, SafetensorsTensor>(StringComparer.Ordinal);
        problem = null;
        foreach (ForeignArray array in map.Arrays)
        {
            string name = options.FileName(array.Name);
            SafetensorsTensor? tensor = arrays.Find(name);
            if (tensor is not null)
                _asked.Add(tensor);
            if (tensor is null)
                problem ??= array.IsOptional ? null : Missing(name, array);
            else if (!tensor.Shape.SequenceEqual(array.Shape))
                problem ??= (tensor.Name, Misfit(array, tensor));
            else if (!tensor.IsFloat)
                problem ??= (tensor.Name, $"expected floats, the file has {tensor.Type}.");
            else
                found[array.Name] = tensor;
        }

        return found;
    }

    /// <summary>Whether the file has an array, by its default name.</summary>
    public bool Has(string array) => arrays.Find(options.FileName(array)) is not null;

    /// <summary>Notes that arrays are used.</summary>
    public void Use(IEnumerable<SafetensorsTensor> tensors) => _used.UnionWith(tensors);

    /// <summary>Notes that a layer has an array, although it cannot be read.</summary>
    public void Ask(string array)
    {
        if (arrays.Find(options.FileName(array)) is { } tensor)
            _asked.Add(tensor);
    }

    private static (string Array, string Problem) Missing(string name, ForeignArray array) =>
        (name, $"the file has no such array, of shape {TensorTypes.Print(array.Shape)}.");

    private static string Misfit(ForeignArray array, SafetensorsTensor tensor)
    {
        string text = $"expected {TensorTypes.Print(array.Shape)}, the file has {TensorTypes.Print(tensor.Shape)}.";
        return (array.Shape, tensor.Shape.ToArray()) switch
        {
            ([2, var width], [var found]) when width == found =>
                text + " The file's GRU resets before the product (reset_after=False), the model's after it: declare "
                    + "Variant = GruVariant.ResetBefore.",
            ([var width], [2, var found]) when width == found =>
                text + " The file's GRU resets after the product (reset_after=True), the model's before it: declare "
                    + "Variant = GruVariant.ResetAfter.",
            _ => text,
        };
    }
}
