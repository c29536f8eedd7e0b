using System.Globalization;
using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Export;

/// <summary>
/// The nodes of a graph, or of the body of a Scan, which shares names and constants with the graph around it.
/// </summary>
internal sealed class GraphWriter
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly Shared _shared;

    public GraphWriter() => _shared = new Shared();

    private GraphWriter(Shared shared) => _shared = shared;

    public IReadOnlyList<OnnxNode> Nodes => _nodes;

    public IReadOnlyList<OnnxTensor> Initializers => _shared.Initializers;

    /// <summary>What names of values begin with: the region that is being written.</summary>
    public string Scope
    {
        get => _shared.Scope;
        set => _shared.Scope = value;
    }

    /// <summary>The body of a Scan of this graph.</summary>
    public GraphWriter Body() => new(_shared);

    /// <summary>A name that nobody else has; the given one where it is free.</summary>
    public string Unique(string name)
    {
        string unique = name;
        for (int i = 2; !_shared.Names.Add(unique); i++)
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");
        return unique;
    }

    /// <summary>Adds a node of one output and returns its name.</summary>
    public string Add(string type, params string[] inputs) => Add(type, inputs, [], 1)[0];

    /// <summary>Adds a node of one output and attributes.</summary>
    public string Add(string type, string[] inputs, params OnnxAttribute[] attributes)
        => Add(type, inputs, attributes, 1)[0];

    /// <summary>Adds a node of several outputs.</summary>
    public string[] Add(string type, string[] inputs, OnnxAttribute[] attributes, int outputs)
    {
        string[] names = [.. Enumerable.Range(0, outputs).Select(_ => Unique($"{Scope}/{type}"))];
        _nodes.Add(new OnnxNode
        {
            Name = Unique($"{Scope}/{type}_node"),
            Type = type,
            Inputs = inputs,
            Outputs = names,
            Attributes = attributes,
        });
        return names;
    }

    /// <summary>Gives a value another name, such as that of an output.</summary>
    public void Name(string value, string name) => _nodes.Add(new OnnxNode
    {
        Name = Unique(name + "_node"),
        Type = "Identity",
        Inputs = [value],
        Outputs = [name],
    });

    /// <summary>Learned numbers.</summary>
    public string Weights(string name, float[] values, params long[] shape)
    {
        string unique = Unique(name);
        _shared.Initializers.Add(OnnxTensor.Of(unique, values, shape));
        return unique;
    }

    /// <summary>A number.</summary>
    public string Constant(double value)
    {
        float number = (float)value;
        if (_shared.Numbers.TryGetValue(BitConverter.SingleToInt32Bits(number), out string? known))
            return known;
        string name = Unique("const_" + number.ToString("R", CultureInfo.InvariantCulture));
        _shared.Initializers.Add(OnnxTensor.Of(name, [number]));
        _shared.Numbers.Add(BitConverter.SingleToInt32Bits(number), name);
        return name;
    }

    /// <summary>Integers in one axis, such as a list of axes or sizes.</summary>
    public string Integers(params long[] values) => Integers(
        "int_" + string.Join("_", values.Select(static v => v.ToString(CultureInfo.InvariantCulture))),
        values, values.Length);

    /// <summary>An integer without an axis.</summary>
    public string Integer(long value)
        => Integers("int_scalar_" + value.ToString(CultureInfo.InvariantCulture), [value]);

    /// <summary>Integers that are written once, whoever else has their name.</summary>
    private string Integers(string called, long[] values, params long[] shape)
    {
        if (_shared.Integers.TryGetValue(called, out string? known))
            return known;
        string name = Unique(called);
        _shared.Initializers.Add(OnnxTensor.Of(name, values, shape));
        _shared.Integers.Add(called, name);
        return name;
    }

    public string Unsqueeze(string value, params long[] axes) => Add("Unsqueeze", value, Integers(axes));

    public string Squeeze(string value, params long[] axes) => Add("Squeeze", value, Integers(axes));

    public string Transpose(string value, params long[] order) => Add("Transpose", [value], Ints("perm", order));

    public string Concat(IReadOnlyList<string> values, int axis)
        => values.Count == 1 ? values[0] : Add("Concat", [.. values], Int("axis", axis));

    /// <summary>Parts of the last axis.</summary>
    public string[] Split(string value, IReadOnlyList<int> sizes, int axis = -1)
    {
        if (sizes.Count == 1)
            return [value];
        string widths = Integers([.. sizes.Select(static size => (long)size)]);
        return Add("Split", [value, widths], [Int("axis", axis)], sizes.Count);
    }

    public static OnnxAttribute Int(string name, long value)
        => new() { Name = name, Kind = AttributeKind.Int, Int = value };

    public static OnnxAttribute Ints(string name, params long[] values)
        => new() { Name = name, Kind = AttributeKind.Ints, Ints = values };

    public static OnnxAttribute Text(string name, string value)
        => new() { Name = name, Kind = AttributeKind.Text, Text = value };

    private sealed class Shared
    {
        public List<OnnxTensor> Initializers { get; } = [];

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public Dictionary<int, string> Numbers { get; } = [];

        public Dictionary<string, string> Integers { get; } = new(StringComparer.Ordinal);

        public string Scope { get; set; } = "";
    }
}
