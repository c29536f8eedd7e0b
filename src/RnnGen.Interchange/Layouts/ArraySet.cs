namespace RnnGen.Layouts;

/// <summary>
/// A file's arrays, found by the names that a layout gives them or by those that their system writes.
/// </summary>
internal sealed class ArraySet
{
    private readonly Dictionary<string, SafetensorsTensor?> _normalised = new(StringComparer.Ordinal);

    public ArraySet(SafetensorsFile file, Layout layout)
    {
        File = file;

        // what training keeps beside the parameters is no array of a layer
        SafetensorsTensor[] arrays =
        [
            .. file.Tensors.Where(static tensor => !tensor.Name.StartsWith(ModelFile.Prefix, StringComparison.Ordinal)),
        ];
        string[] names = Array.ConvertAll(arrays, tensor => layout.Normalise(tensor.Name));
        int root = layout.RootOf(names).Length;
        for (int i = 0; i < arrays.Length; i++)
        {
            // of two that become one name neither is meant
            string name = names[i][root..];
            _normalised[name] = _normalised.ContainsKey(name) ? null : arrays[i];
        }
    }

    /// <summary>The file.</summary>
    public SafetensorsFile File { get; }

    /// <summary>The names as layouts have them, in the order of the file.</summary>
    public IEnumerable<string> Names => _normalised.Keys;

    /// <summary>The array of a name, or null.</summary>
    public SafetensorsTensor? Find(string name) => File.Find(name) ?? _normalised.GetValueOrDefault(name);

    /// <summary>Whether there is an array of so many dimensions, none of them empty.</summary>
    public bool Has(string name, int dimensions) => Find(name) is { } tensor && tensor.Shape.Length == dimensions
        && !tensor.Shape.ContainsAnyExceptInRange(1, int.MaxValue);

    /// <summary>The shape of an array that is there, of so many dimensions.</summary>
    /// <exception cref="LayoutException">It has another number of dimensions.</exception>
    public long[] Shape(string name, int dimensions)
    {
        long[] shape = Find(name) is { } tensor
            ? tensor.Shape.ToArray()
            : throw new LayoutException($"there is no array '{Excerpt.Of(name)}'.");
        if (shape.Length != dimensions || shape.Any(static size => size is < 1 or > int.MaxValue))
        {
            throw new LayoutException(
                $"'{Excerpt.Of(name)}' is {TensorTypes.Print(shape)}; expected {dimensions} dimensions that are not "
                    + "empty.");
        }

        return shape;
    }

    /// <summary>
    /// What stands before an ending, for each name that has it and is an array of so many dimensions: one of other
    /// dimensions is of a layer that only ends alike, such as a convolution's.
    /// </summary>
    public IEnumerable<string> Before(string ending, int dimensions) => Names
        .Where(name => name.EndsWith(ending, StringComparison.Ordinal) && name.Length > ending.Length
            && Has(name, dimensions))
        .Select(name => name[..^ending.Length]);
}
