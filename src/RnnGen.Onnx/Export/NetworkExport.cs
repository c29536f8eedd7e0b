using RnnGen.Onnx.Format;
using RnnGen.Program;
using RnnGen.Structure;

namespace RnnGen.Onnx.Export;

/// <summary>
/// Writes a network as a graph. Inside of it everything is time-major, <c>[time, batch, units]</c> or
/// <c>[batch, units]</c>, as the nodes of recurrent layers have it.
/// </summary>
internal sealed class NetworkExport
{
    private readonly OnnxExportOptions _options;
    private readonly PartOfModel _part;
    private readonly List<OnnxValue> _inputs = [];
    private readonly List<OnnxValue> _outputs = [];
    private readonly Dictionary<(int Region, int Output, int State), string> _values = [];
    private readonly Dictionary<int, string> _tokens = [];
    private readonly Dictionary<int, string> _lengths = [];
    private readonly Dictionary<int, string> _masks = [];
    private readonly Dictionary<int, string> _timed = [];
    private readonly Dictionary<int, string> _shapes = [];
    private readonly string?[] _finals;
    private string _batch = "";

    public NetworkExport(ModelStructure structure, IReadOnlyList<float[]> parameters, OnnxExportOptions options)
    {
        Structure = structure;
        Parameters = parameters;
        _options = options;
        _part = PartOfModel.Of(structure, options);
        _finals = new string?[Info.States.Count];
    }

    public ModelStructure Structure { get; }

    public IReadOnlyList<float[]> Parameters { get; }

    public GraphWriter Graph { get; } = new();

    private ModelInfo Info => Structure.Info;

    public OnnxGraph Run()
    {
        for (int i = 0; i < Info.Inputs.Count; i++)
        {
            if (_part.HasInput(i))
                Input(i, Info.Inputs[i]);
        }

        foreach (ValueReference value in _part.Given)
            Given(value);
        Lengths();
        for (int r = 0; r < Structure.Regions.Count; r++)
        {
            if (_part.HasRegion(r))
                r = Region(r);
        }

        for (int i = 0; i < Info.Heads.Count; i++)
        {
            if (_part.HasHead(i))
                Head(Info.Heads[i], Structure.Heads[i]);
        }

        States();
        return new OnnxGraph
        {
            Name = Info.Name,
            Nodes = Graph.Nodes,
            Initializers = Graph.Initializers,
            Inputs = _inputs,
            Outputs = _outputs,
        };
    }

    /// <summary>The name of a value.</summary>
    public string Value(ValueReference value) => _values[(value.Region, value.Output, value.FinalState)];

    public void Set(int region, int output, string name) => _values[(region, output, -1)] = name;

    /// <summary>Says what a state of a region is behind its last step.</summary>
    public void SetFinal(int region, int state, string name)
    {
        _values[(region, -1, state)] = name;
        if (Structure.Regions[region].States[state].ModelState is >= 0 and var model)
            _finals[model] = name;
    }

    /// <summary>What a state starts from, [batch, units]; null where that is zero and nobody gives it.</summary>
    public string? Start(int region, int number)
    {
        StateStructure state = Structure.Regions[region].States[number];
        if (_part.CarriedName(region, number) is { } carried)
            return StateInput(carried, state.Size);
        if (state.Start is { } start)
            return Value(start);
        if (_options.States && _part.IsWhole)
            return StateInput(Info.States[state.ModelState].Name, state.Size);
        return state.Initial == 0 ? null : Spread(Graph.Constant(state.Initial), state.Size);
    }

    private string StateInput(string called, int size)
    {
        string name = Graph.Unique(called);
        _inputs.Add(new OnnxValue(name, ElementType.Float, ["batch", size]));
        return name;
    }

    /// <summary>A number in all units of all rows. [batch, units]</summary>
    public string Spread(string number, int size)
        => Graph.Add("Expand", number, ShapeOf(size));

    /// <summary>The shape [batch, units].</summary>
    public string ShapeOf(int size)
    {
        if (!_shapes.TryGetValue(size, out string? shape))
            _shapes.Add(size, shape = Graph.Concat([_batch, Graph.Integers(size)], 0));
        return shape;
    }

    /// <summary>The lengths on an axis, int32 [batch]; empty where all steps are valid.</summary>
    public string LengthsOf(int axis) => _lengths.GetValueOrDefault(axis, "");

    /// <summary>The lengths as int64, those of all rows where all steps are valid. [batch]</summary>
    public string LongLengthsOf(int axis)
        => _lengths.TryGetValue(axis, out string? lengths) ? Cast(lengths, ElementType.Int64)
            : Graph.Add("Expand", Steps(axis), _batch);

    /// <summary>Number of steps on an axis. [1]</summary>
    public string Steps(int axis)
        => Graph.Add("Slice", Graph.Add("Shape", _timed[axis]), Graph.Integers(0), Graph.Integers(1));

    /// <summary>Which steps of which rows are valid, bool [time, batch, 1]; null where all are.</summary>
    public string? Mask(int axis) => _lengths.ContainsKey(axis) ? AllSteps(axis) : null;

    /// <summary>As <see cref="Mask"/>, but also where all steps are valid.</summary>
    public string AllSteps(int axis)
    {
        if (_masks.TryGetValue(axis, out string? known))
            return known;
        string scope = Graph.Scope;
        Graph.Scope = Info.Axes[axis].Name;
        string numbers = Graph.Add("Range", Graph.Integer(0), Graph.Squeeze(Steps(axis), 0), Graph.Integer(1));
        string valid = Graph.Add("Less", Graph.Unsqueeze(numbers, 1), Graph.Unsqueeze(LongLengthsOf(axis), 0));
        Graph.Scope = scope;
        return _masks[axis] = Graph.Unsqueeze(valid, 2);
    }

    /// <summary>Which rows have no step on an axis, bool [batch, 1]; null where all have some.</summary>
    public string? EmptyRows(int axis) => !_lengths.TryGetValue(axis, out string? lengths) ? null
        : Graph.Unsqueeze(Graph.Add("Equal", Cast(lengths, ElementType.Int64), Graph.Integer(0)), 1);

    public string Cast(string value, ElementType type) => Graph.Add("Cast", [value], GraphWriter.Int("to", (int)type));

    /// <summary>The tokens of an input. [time, batch]</summary>
    public string Tokens(int input) => _tokens[input];

    private void Input(int number, InputInfo input)
    {
        string name = Graph.Unique(input.Name);
        Graph.Scope = name;
        bool isOneStep = _part.IsOneStep(number);
        List<OnnxSize> shape = ["batch"];
        if (input.PerStep && !isOneStep)
            shape.Add(Steps(input));
        if (input.Vocabulary == 0)
            shape.Add(input.Features);
        ElementType type = input.Vocabulary > 0 ? ElementType.Int64 : ElementType.Float;
        _inputs.Add(new OnnxValue(name, type, shape));
        if (_batch.Length == 0)
            _batch = Graph.Add("Slice", Graph.Add("Shape", name), Graph.Integers(0), Graph.Integers(1));
        string value = isOneStep ? Graph.Unsqueeze(name, 0)
            : !input.PerStep ? name
            : input.Vocabulary > 0 ? Graph.Transpose(name, 1, 0) : Graph.Transpose(name, 1, 0, 2);
        if (input.PerStep)
            _timed.TryAdd(input.Axis, value);
        if (input.Vocabulary > 0)
            _tokens.Add(number, value);
        else
            _values.Add((-1, number, -1), value);
    }

    private OnnxSize Steps(InputInfo input)
        => Info.Axes[input.Axis] is { FixedSteps: > 0 } axis ? axis.FixedSteps : Info.Axes[input.Axis].Name;

    /// <summary>What another part has computed.</summary>
    private void Given(ValueReference value)
    {
        string name = Graph.Unique(_part.NameOf(value));
        Graph.Scope = name;
        _inputs.Add(new OnnxValue(
            name, ElementType.Float,
            value.PerStep ? ["batch", Info.Axes[value.Axis].Name, value.Size] : ["batch", value.Size]));
        string inner = value.PerStep ? Graph.Transpose(name, 1, 0, 2) : name;
        _values[(value.Region, value.Output, value.FinalState)] = inner;
        if (value.PerStep)
            _timed.TryAdd(value.Axis, inner);
    }

    private void Lengths()
    {
        int[] axes = [.. _timed.Keys.Where(axis => Info.Axes[axis].FixedSteps == 0 && !_part.IsOneStepAxis(axis))
            .Order()];
        foreach (int axis in _options.Lengths ? axes : [])
        {
            string name = Graph.Unique(Info.Axes.Count == 1 ? "lengths" : Info.Axes[axis].Name + "_lengths");
            _inputs.Add(new OnnxValue(name, ElementType.Int32, ["batch"]));
            _lengths.Add(axis, name);
        }
    }

    /// <summary>Writes a region, or both directions of a layer, and returns the last one's number.</summary>
    private int Region(int number)
    {
        RegionStructure region = Structure.Regions[number];
        Graph.Scope = region.Name;
        if (StandardCell.Of(Structure, region) is { } cell)
        {
            bool isPair = number + 1 < Structure.Regions.Count && _part.HasRegion(number + 1)
                && cell.IsOtherDirection(Structure.Regions[number + 1]);
            new RecurrentNode(this, cell).Write(number, isPair ? [region, Structure.Regions[number + 1]] : [region]);
            return isPair ? number + 1 : number;
        }

        switch (region.Kind)
        {
            case RegionKind.Scan:
                new ScanNode(this, number).Write();
                break;
            case RegionKind.Map:
                new MapNodes(this, number).Write();
                break;
            default:
                new MovingNodes(this, number).Write();
                break;
        }

        return number;
    }

    private void Head(HeadInfo head, IReadOnlyList<ValueReference> values)
    {
        string name = Graph.Unique(head.Name);
        Graph.Scope = name;
        string value = Graph.Concat([.. values.Select(Value)], -1);
        Output(name, value, head.Width, head.PerStep, head.Axis, _part.IsOneStepAxis(head.Axis));
    }

    private void Output(string name, string value, int width, bool perStep, int axis, bool isOneStep)
    {
        if (!perStep || isOneStep)
        {
            Graph.Name(isOneStep && perStep ? Graph.Squeeze(value, 0) : value, name);
            _outputs.Add(new OnnxValue(name, ElementType.Float, ["batch", width]));
            return;
        }

        // beyond a row's length there may be anything, and outputs are zero there
        if (Mask(axis) is { } mask)
            value = Graph.Add("Where", mask, value, Graph.Constant(0));
        Graph.Name(Graph.Transpose(value, 1, 0, 2), name);
        OnnxSize steps = Info.Axes[axis] is { FixedSteps: > 0 } of ? of.FixedSteps : Info.Axes[axis].Name;
        _outputs.Add(new OnnxValue(name, ElementType.Float, ["batch", steps, width]));
    }

    private void States()
    {
        foreach (ValueReference value in _part.Handed)
        {
            string name = Graph.Unique(_part.NameOf(value));
            Graph.Scope = name;
            Output(name, Value(value), value.Size, value.PerStep, value.Axis, isOneStep: false);
        }

        foreach ((int region, int state, string called) in _part.Carried)
        {
            StateStructure of = Structure.Regions[region].States[state];
            string name = Graph.Unique(_part.IsBegin ? called : called + ".next");
            Graph.Scope = name;
            string value = !_part.IsBegin ? _values[(region, -1, state)]
                : of.Start is { } start ? Value(start) : Spread(Graph.Constant(of.Initial), of.Size);
            Output(name, value, of.Size, false, 0, false);
        }

        for (int i = 0; i < _finals.Length && _options.States && _part.IsWhole; i++)
        {
            if (_finals[i] is { } final)
                Output(Graph.Unique(Info.States[i].Name + ".final"), final, Info.States[i].Size, false, 0, false);
        }
    }
}
