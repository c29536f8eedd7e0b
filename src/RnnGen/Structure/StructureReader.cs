using System.Globalization;
using System.Text.Json;
using RnnGen.Program;

namespace RnnGen.Structure;

/// <summary>Reads the text of a structure, whose members have their defaults where they are missing.</summary>
internal sealed class StructureReader
{
    private readonly ModelInfo _info;
    private readonly List<RegionStructure> _regions = [];
    private int _states;

    private StructureReader(ModelInfo info) => _info = info;

    public static ModelStructure Read(ReadOnlySpan<byte> text, ModelInfo info)
    {
        if (text.IsEmpty)
        {
            throw new InvalidOperationException(
                $"{info.Name} does not say what it computes; compile it again with this version of RnnGen.");
        }

        using JsonDocument document = JsonDocument.Parse(text.ToArray());
        int version = Number(document.RootElement, "version", 0);
        return version == ModelStructure.Version
            ? new StructureReader(info).Read(document.RootElement)
            : throw new InvalidOperationException(
                $"{info.Name} says what it computes in version {version}, and this RnnGen reads version "
                    + $"{ModelStructure.Version}; compile it again.");
    }

    private ModelStructure Read(JsonElement root)
    {
        LayerStructure[] layers = [.. Items(root, "layers").Select(Layer)];
        foreach (JsonElement region in Items(root, "regions"))
            _regions.Add(Region(region));
        return new ModelStructure
        {
            Info = _info,
            Layers = layers,
            Tensors = TensorRoles.Of(_info, layers, _regions),
            Regions = _regions,
            Heads = [.. Items(root, "heads").Select(head => (IReadOnlyList<ValueReference>)[.. Values(head)])],
        };
    }

    private static LayerStructure Layer(JsonElement layer) => new()
    {
        Name = Text(layer, "name")!,
        Kind = Enum<LayerKind>(layer, "kind", default),
        Cell = Text(layer, "cell"),
        Sizes = [.. Numbers(layer, "sizes")],
        NamedSizes = Items(layer, "named")
            .ToDictionary(static size => size[0].GetString()!, static size => size[1].GetInt32()),
        Activation = Enum(layer, "activation", Text(layer, "cell") is null ? Activation.Identity : Activation.Tanh),
        Biases = Number(layer, "biases", 1),
        IsBidirectional = Flag(layer, "bidirectional"),
        Merge = Enum(layer, "merge", Merge.Concat),
        GoesBackwards = Flag(layer, "backwards"),
        IsResidual = Flag(layer, "residual"),
        Zoneout = layer.TryGetProperty("zoneout", out JsonElement zoneout) ? zoneout.GetDouble() : 0,
        Units = Number(layer, "units", 0),
        Vocabulary = Number(layer, "vocabulary", 0),
        Padding = Number(layer, "padding", -1),
        TiedTo = Text(layer, "tied"),
        Score = Enum(layer, "score", Score.Dot),
        Epsilon = layer.TryGetProperty("epsilon", out JsonElement epsilon) ? epsilon.GetDouble() : 0,
    };

    private RegionStructure Region(JsonElement region)
    {
        StepNode[] nodes = [.. Items(region, "nodes").Select(Node)];
        int[] outputs = [.. Numbers(region, "out")];
        return new RegionStructure
        {
            Name = Text(region, "name")!,
            Kind = Enum<RegionKind>(region, "kind", default),
            Axis = Number(region, "axis", 0),
            PerStep = !Flag(region, "perRow"),
            IsReverse = Flag(region, "reverse"),
            Layer = Number(region, "layer", -1),
            Stack = Number(region, "stack", 0),
            Inputs = [.. Items(region, "in").Select(Value)],
            OutputSizes = nodes.Length == 0 ? outputs : [.. outputs.Select(output => nodes[output].Size)],
            Table = Number(region, "table", -1),
            TokenInput = Number(region, "tokens", -1),
            States = [.. States(region)],
            Memories = [.. Items(region, "memories").Select(Memory)],
            Nodes = nodes,
            NextStates = [.. Numbers(region, "next")],
            Outputs = nodes.Length == 0 ? [] : outputs,
        };
    }

    /// <summary>What no value of the model begins is the model's, in the order of the regions.</summary>
    private IEnumerable<StateStructure> States(JsonElement region)
    {
        JsonElement[] starts = [.. Items(region, "start")];
        int j = 0;
        foreach (JsonElement state in Items(region, "states"))
        {
            double initial = state.GetArrayLength() > 2 ? Double(state[2]) : 0;
            ValueReference? start = j < starts.Length && starts[j].ValueKind != JsonValueKind.Null
                ? Value(starts[j]) : null;
            yield return new StateStructure(
                state[0].GetString()!, state[1].GetInt32(), initial, start, start is null ? _states++ : -1);
            j++;
        }
    }

    private MemoryStructure Memory(JsonElement memory) => new(
        Value(memory.GetProperty("keys")), Value(memory.GetProperty("values")), Enum(memory, "score", ScoreKind.Dot),
        memory.TryGetProperty("scale", out JsonElement scale) ? scale.GetDouble() : 1,
        memory.TryGetProperty("vector", out JsonElement vector) ? Part(vector) : null);

    /// <summary>The operation first; what follows depends on it.</summary>
    private static StepNode Node(JsonElement node)
    {
        string op = node[0].GetString()!;
        if (op == "const")
            return new StepNode { Op = op, Value = Double(node[1]) };
        int size = node[1].GetInt32();
        switch (op)
        {
            case "input" or "state":
                return new StepNode { Op = op, Size = size, Index = node[2].GetInt32() };
            case "parameter":
                return new StepNode { Op = op, Size = size, Vector = new(node[2].GetInt32(), node[3].GetInt32()) };
            case "attend":
                return new StepNode
                {
                    Op = op,
                    Size = size,
                    Index = node[2].GetInt32(),
                    Arguments = [node[3].GetInt32()],
                };
            case "affine":
                ProductTerm[] terms = [.. node[4].EnumerateArray().Select(Term)];
                return new StepNode
                {
                    Op = op,
                    Size = size,
                    Name = node[2].GetString(),
                    Biases = [.. node[3].EnumerateArray().Select(Part)],
                    Terms = terms,
                    Arguments = [.. terms.Select(static term => term.Argument)],
                };
            default:
                return new StepNode
                {
                    Op = op,
                    Size = size,
                    Arguments = [.. node.EnumerateArray().Skip(2).Select(static argument => argument.GetInt32())],
                };
        }
    }

    private static ProductTerm Term(JsonElement term)
        => new(term[0].GetInt32(), term[1].GetInt32(), term[2].GetInt32(), term[3].GetInt32());

    private static VectorPart Part(JsonElement part) => new(part[0].GetInt32(), part[1].GetInt32());

    private IEnumerable<ValueReference> Values(JsonElement values) => values.EnumerateArray().Select(Value);

    private ValueReference Value(JsonElement value)
    {
        int region = value[0].GetInt32(), output = value[1].GetInt32();
        if (region < 0)
        {
            InputInfo input = _info.Inputs[output];
            return new(-1, output, -1, input.Features, input.PerStep, input.Axis);
        }

        RegionStructure of = _regions[region];
        return output < 0 ? new(region, -1, -1 - output, of.States[-1 - output].Size, false, of.Axis)
            : new(region, output, -1, of.OutputSizes[output], of.PerStep, of.Axis);
    }

    private static IEnumerable<JsonElement> Items(JsonElement of, string name)
        => of.TryGetProperty(name, out JsonElement items) ? items.EnumerateArray() : [];

    private static IEnumerable<int> Numbers(JsonElement of, string name)
        => Items(of, name).Select(static number => number.GetInt32());

    private static string? Text(JsonElement of, string name)
        => of.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;

    private static int Number(JsonElement of, string name, int otherwise)
        => of.TryGetProperty(name, out JsonElement number) ? number.GetInt32() : otherwise;

    private static bool Flag(JsonElement of, string name) => of.TryGetProperty(name, out _);

    private static T Enum<T>(JsonElement of, string name, T otherwise)
        where T : struct, Enum
        => Text(of, name) is { } text ? System.Enum.Parse<T>(text, ignoreCase: true) : otherwise;

    /// <summary>Json has no infinity and no NaN, which are texts.</summary>
    private static double Double(JsonElement number)
        => number.ValueKind == JsonValueKind.Number ? number.GetDouble()
            : number.GetString() switch
            {
                "inf" => double.PositiveInfinity,
                "-inf" => double.NegativeInfinity,
                _ => double.NaN,
            };
}
