using RnnGen.Program;
using RnnGen.Structure;

namespace RnnGen.Onnx.Export;

/// <summary>
/// Which regions a file computes, and what goes in and out where that is not all of them: of a decoder those that
/// depend on no token that was said, or those that do.
/// </summary>
internal sealed class PartOfModel
{
    private readonly ModelStructure _structure;
    private readonly OnnxPart _part;
    private readonly HashSet<int> _regions = [];
    private readonly HashSet<int> _inputs = [];
    private readonly Dictionary<(int Region, int State), string> _carried = [];

    private PartOfModel(ModelStructure structure, OnnxPart part)
    {
        (_structure, _part) = (structure, part);
        if (part != OnnxPart.Whole)
        {
            Divide(Info.Step!);
            return;
        }

        _regions.UnionWith(Enumerable.Range(0, structure.Regions.Count));
        _inputs.UnionWith(Enumerable.Range(0, Info.Inputs.Count));
    }

    /// <summary>Values that another part has computed.</summary>
    public IReadOnlyList<ValueReference> Given { get; private set; } = [];

    /// <summary>Values that another part reads.</summary>
    public IReadOnlyList<ValueReference> Handed { get; private set; } = [];

    /// <summary>
    /// States that go from step to step, with their names, where this is a step or what comes before.
    /// </summary>
    public IEnumerable<(int Region, int State, string Name)> Carried
        => _carried.Select(static pair => (pair.Key.Region, pair.Key.State, pair.Value));

    /// <summary>Whether the file begins what steps go on with.</summary>
    public bool IsBegin => _part == OnnxPart.Begin;

    /// <summary>Whether the file computes all of the model.</summary>
    public bool IsWhole => _part == OnnxPart.Whole;

    private ModelInfo Info => _structure.Info;

    /// <summary>The part that options name.</summary>
    /// <exception cref="OnnxException">It cannot be written.</exception>
    public static PartOfModel Of(ModelStructure structure, OnnxExportOptions options)
    {
        ModelInfo info = structure.Info;
        if (options.Decode)
            throw new OnnxException(DecodingOf(info));
        OnnxPart part = options.Part ?? (info.Step is null ? OnnxPart.Whole : OnnxPart.Step);
        if (part != OnnxPart.Whole && info.Step is null)
            throw new OnnxException($"{info.Name} is no decoder, which alone has steps; export it whole.");
        if (part != OnnxPart.Whole && info.Step!.Obstacle is { } obstacle)
            throw new OnnxException(
                $"{info.Name} cannot go on token by token: {obstacle}. Export it whole (OnnxPart.Whole).");
        return new PartOfModel(structure, part);
    }

    public bool HasInput(int input) => _inputs.Contains(input);

    public bool HasRegion(int region) => _regions.Contains(region);

    public bool HasHead(int head)
        => _part == OnnxPart.Whole || (_part == OnnxPart.Step && head == Info.Step!.Head);

    /// <summary>Whether an input is one token a row.</summary>
    public bool IsOneStep(int input) => _part == OnnxPart.Step && input == Info.Step!.Input;

    /// <summary>Whether sequences of an axis are one step.</summary>
    public bool IsOneStepAxis(int axis) => _part == OnnxPart.Step && axis == Info.Inputs[Info.Step!.Input].Axis;

    /// <summary>The name of a state that goes from step to step; null for any other.</summary>
    public string? CarriedName(int region, int state)
        => _part == OnnxPart.Step ? _carried.GetValueOrDefault((region, state)) : null;

    /// <summary>What a value is called that goes from one part to the other.</summary>
    public string NameOf(ValueReference value)
    {
        RegionStructure region = _structure.Regions[value.Region];
        return value.FinalState >= 0 ? $"{region.Name}.{region.States[value.FinalState].Name}"
            : value.Output == 0 ? region.Name : $"{region.Name}.{value.Output}";
    }

    private static string DecodingOf(ModelInfo info)
    {
        const string Advice =
            "is a loop over tokens, which ONNX cannot hold: leave Decode out and run it around the file";
        if (info.Step is not null)
            return $"The search of the decoder {info.Name} (greedy, sampled or beam search) {Advice}.";
        foreach (HeadInfo head in info.Heads)
        {
            if (head.Loss?.Kind == LossKind.Crf)
                return $"The Viterbi search of the CRF of '{head.Name}' {Advice}.";
            if (head.Loss?.Kind == LossKind.Ctc)
                return $"The CTC search for the labels of '{head.Name}' {Advice}.";
        }

        return $"{info.Name} has no decoding loop of its own; generating (greedy, sampled or beam search) {Advice}.";
    }

    /// <summary>As the generator does it for the model's own steps.</summary>
    private void Divide(StepInfo step)
    {
        var dependent = new HashSet<int>();
        for (int r = 0; r < _structure.Regions.Count; r++)
        {
            if (_structure.Regions[r].TokenInput == step.Input
                || Reads(r).Any(value => dependent.Contains(value.Region)))
                dependent.Add(r);
        }

        var needed = new HashSet<int>();
        foreach (ValueReference value in _structure.Heads[step.Head])
            Need(value.Region, needed);
        int[] steps = [.. needed.Where(dependent.Contains).Order()];
        foreach (int r in steps)
        {
            RegionStructure region = _structure.Regions[r];
            for (int j = 0; j < region.States.Count; j++)
            {
                string name = $"{region.Name}.{region.States[j].Name}";
                // a step of several layers has several states of a name
                int before = _carried.Values.Count(other => other.Split('#')[0] == name);
                _carried.Add((r, j), before == 0 ? name : $"{name}#{before + 1}");
            }
        }

        ValueReference[] across = [.. steps.SelectMany(r => ReadsButStates(r))
            .Where(value => value.Region >= 0 && !dependent.Contains(value.Region)).Distinct()];
        if (_part == OnnxPart.Step)
        {
            Given = across;
            _regions.UnionWith(steps);
            _inputs.Add(step.Input);
            _inputs.UnionWith(steps.SelectMany(ReadsButStates).Where(static value => value.Region < 0)
                .Select(static value => value.Output));
            _inputs.UnionWith(steps.Select(r => _structure.Regions[r].TokenInput).Where(static input => input >= 0));
            return;
        }

        Handed = across;
        _regions.UnionWith(needed.Where(r => !dependent.Contains(r)));
        _inputs.UnionWith(Enumerable.Range(0, Info.Inputs.Count).Where(input => input != step.Input));
    }

    private void Need(int region, HashSet<int> needed)
    {
        if (region < 0 || !needed.Add(region))
            return;
        foreach (ValueReference value in Reads(region))
            Need(value.Region, needed);
    }

    private IEnumerable<ValueReference> Reads(int region) => ReadsButStates(region)
        .Concat(_structure.Regions[region].States.Select(static state => state.Start).OfType<ValueReference>());

    private IEnumerable<ValueReference> ReadsButStates(int region) => _structure.Regions[region].Inputs
        .Concat(_structure.Regions[region].Memories.SelectMany(static m => new[] { m.Keys, m.Values }));
}
