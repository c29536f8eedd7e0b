using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;

namespace RnnGen.Compiler.Schedule;

/// <summary>Schedules all regions of one form of a model and plans the memory they share.</summary>
internal sealed partial class NetworkScheduler : IRegionSurroundings
{
    private readonly Network _network;
    private readonly Memory _memory;
    private readonly bool _training;
    private readonly Arena _arena = new();
    private readonly Dictionary<Region, RegionMemory> _regions = [];
    private readonly Dictionary<Chunk, Place> _values = [];
    private readonly Dictionary<(Region?, int), Place> _gradients = [];
    private readonly HashSet<(Region?, int)> _written = [];
    private readonly List<Place> _masks = [];
    private readonly HashSet<(Region?, int)> _used = [];
    private readonly List<Place> _outputs = [];
    private readonly List<Place> _outputGradients = [];
    private Folding? _folding;

    private NetworkScheduler(Network network, Memory memory, bool training)
    {
        _network = network;
        _memory = memory;
        _training = training;
    }

    public static NetworkSchedule Run(Network network, Memory memory, bool training)
        => new NetworkScheduler(network, memory, training).Run();

    private NetworkSchedule Run()
    {
        PlaceInputs();
        foreach (Site site in _network.Sites)
        {
            if (_training)
                _masks.Add(NewPlace(Identifier.Camel("mask_" + site.Name), !site.PerSequence, site.Width, site.Axis));
        }

        IEnumerable<Chunk> read = _network.Regions.SelectMany(static region => region.Reads);
        foreach (Chunk chunk in read.Concat(_network.Outputs.SelectMany(static output => output.Chunks)))
        {
            if (chunk.FinalState < 0)
                _used.Add(Key(chunk));
        }

        // what nobody reads has a gradient all the same: columns beside others that are copied back, rows of a table
        foreach (Region region in _network.Regions
            .Where(static region => region.Kind is RegionKind.Recut or RegionKind.Embedding or RegionKind.Reverse
                or RegionKind.Gather))
            _used.UnionWith(region.Widths.Select((_, i) => ((Region?)region, i)));
        foreach (Region region in _network.Regions)
            _regions.Add(region, new RegionMemory(region, _arena, _memory, _training, _used.Contains((region, 0))));
        PlaceOutputs();
        if (_training)
        {
            PlaceGradients();
            PlaceLossGradients();
        }
        else
            _folding = Folding.Decide(_network, _regions, _memory);
        return Schedule();
    }

    private NetworkSchedule Schedule()
    {
        Dictionary<Region,
            RegionScheduler> schedulers = _network.Regions.Where(static region => region.Step is not null)
            .ToDictionary(static region => region, region
                => new RegionScheduler(region, _regions[region], _memory, _arena, this));
        List<RegionProgram> forward = [.. Forward(schedulers)];
        List<RegionProgram> backward = _training ? [.. Backward(schedulers)] : [];
        return new NetworkSchedule
        {
            Network = _network,
            Arena = _arena,
            Ports = [.. Ports(), .. _network.Alignments
                .Select(one => schedulers[one.Region].AlignmentOf(one.Memory, one.IsScores)), .. StepPorts()],
            Outputs = _outputs,
            Forward = SideBySide.Arrange(forward, _memory.Padding),
            Backward = SideBySide.Arrange(backward, _memory.Padding),
            Steps = _training || _network.Step is not { } step ? null
                : StepSchedule.Of(_network, forward, JoinName(step.Head), _memory.Padding),
            Fold = _folding?.Program,
            FoldNote = _folding?.Note,
        };
    }

    private IEnumerable<RegionProgram> Forward(IReadOnlyDictionary<Region, RegionScheduler> schedulers)
    {
        foreach (Region region in _network.Regions)
        {
            if (region.Step is null)
            {
                yield return region.Kind switch
                {
                    RegionKind.Recut => Recut(region, toOutput: true),
                    RegionKind.Reorder => Reorder(region, toOutput: true),
                    RegionKind.Reverse => Reverse(region, toOutput: true),
                    RegionKind.Gather => GatherSteps(region, toOutput: true),
                    _ => Gather(region),
                };
                continue;
            }

            if (Start(region) is { } start)
                yield return start;
            if (_training)
                schedulers[region].Differentiate();
            yield return schedulers[region].Forward(Form);
        }

        for (var head = 0; head < _network.Outputs.Count; head++)
        {
            if (!_network.Outputs[head].IsChunk)
                yield return OutputProgram(
                    JoinName(head), _network.Outputs[head].Axis, [.. Joined(head, toOutput: true)]);
        }
    }

    private IEnumerable<RegionProgram> Backward(IReadOnlyDictionary<Region, RegionScheduler> schedulers)
    {
        for (var head = 0; head < _network.Outputs.Count; head++)
        {
            if (!IsOwnGradient(head))
                yield return OutputProgram(
                    Numbered("SplitOutput", head), _network.Outputs[head].Axis, [.. Joined(head, toOutput: false)]);
        }

        foreach (Region region in _network.Regions.Reverse())
        {
            RegionProgram program = region.Kind switch
            {
                RegionKind.Embedding => new RegionProgram(
                    region, Identifier.Pascal(region.Name) + "Backward", "Backward", []),
                RegionKind.Recut => Recut(region, toOutput: false),
                RegionKind.Reorder => Reorder(region, toOutput: false),
                RegionKind.Reverse => Reverse(region, toOutput: false),
                RegionKind.Gather => GatherSteps(region, toOutput: false),
                _ => schedulers[region].Backward("Backward"),
            };
            program = Cleared(region, program);
            if (program.Body.Count > 0)
                yield return program;
            if (StartBackward(region) is { } start)
                yield return start;
        }

        foreach (NetworkInput input in _network.Inputs)
        {
            if (input.Chunk is { } chunk && !_written.Contains(Key(chunk)))
                yield return OutputProgram(
                    Numbered("ClearInputGradient", chunk.OutputIndex), chunk.Axis,
                    [new ClearRows(SpanOf(chunk.PerStep), _gradients[Key(chunk)])]);
        }
    }

    private string JoinName(int head) => Numbered(_training ? "JoinOutput" : "JoinOutputEvaluate", head);

    private string Form => _training ? "Forward" : "Evaluate";

    /// <summary>Programs of the first input or head have no number.</summary>
    private static string Numbered(string name, int index) => index == 0 ? name : name + (index + 1);

    private static Span SpanOf(bool perStep) => perStep ? Span.Steps : Span.Rows;

    /// <summary>Zeroes output gradients that no consumer writes, because none depends on them.</summary>
    private RegionProgram Cleared(Region region, RegionProgram program)
    {
        List<ClearRows> clears = [.. Enumerable.Range(0, region.OutputSizes.Count)
            .Where(i => _used.Contains((region, i)) && !_written.Contains((region, i)))
            .Select(i => new ClearRows(SpanOf(region.PerStep), _gradients[(region, i)]))
            .Concat(UnreadFinals(region))];
        return clears.Count == 0 ? program : program with { Body = [.. clears, .. program.Body] };
    }

    private RegionProgram Gather(Region region)
    {
        Instruction gather = new GatherRows(
            region.TokenInput, region.Table.Tensor, region.Widths[0], _regions[region].Outputs[0]);
        if (_folding?.Replaces(region) == true)
            gather = new WhenFolded([], [gather]);
        return new RegionProgram(
            region, Identifier.Pascal(region.Name) + Form, "Rows of the table",
            [gather]);
    }

    /// <summary>Copies columns from the input's chunks to the output's, or gradients the other way.</summary>
    private RegionProgram Recut(Region region, bool toOutput)
    {
        Span span = SpanOf(region.PerStep);
        List<Instruction> body = [];
        List<bool> adds = [.. region.Inputs.Select(chunk => !toOutput && MarkWritten(chunk))];
        var output = 0;
        var at = 0;
        for (var input = 0; input < region.Inputs.Count; input++)
        {
            for (var column = 0; column < region.Inputs[input].Size;)
            {
                int width = Math.Min(region.Inputs[input].Size - column, region.Widths[output] - at);
                Place whole = toOutput ? ValueOf(region.Inputs[input]) : GradientOf(region.Inputs[input]);
                Place part = toOutput ? _regions[region].Outputs[output] : _gradients[(region, output)];
                (Place source, Place target) = toOutput
                    ? (Column(whole, column), Column(part, at))
                    : (Column(part, at), Column(whole, column));
                body.Add(new CopyColumns(span, source, target, width, adds[input]));
                column += width;
                at += width;
                if (at == region.Widths[output])
                    (output, at) = (output + 1, 0);
            }
        }

        string form = toOutput ? Form : "Backward";
        return new RegionProgram(region, Identifier.Pascal(region.Name) + form, form, body);
    }

    private static Place Column(Place place, int column) => place with { Column = place.Column + column };

    private RegionProgram OutputProgram(string name, int axis, IReadOnlyList<Instruction> body)
        => new(null, name, name, body) { Axis = axis };

    /// <summary>What a gradient is known by; those of final values have numbers below 0.</summary>
    private static (Region?, int) Key(Chunk chunk)
        => (chunk.Producer, chunk.FinalState >= 0 ? -1 - chunk.FinalState : chunk.OutputIndex);

    public Place ValueOf(Chunk chunk)
        => chunk.Producer is not { } producer ? _values[chunk]
            : chunk.FinalState >= 0 ? new Place(_regions[producer].FinalStates[chunk.FinalState])
            : _regions[producer].Outputs[chunk.OutputIndex];

    public Place GradientOf(Chunk chunk)
        => chunk.FinalState >= 0
            ? new Place(_regions[chunk.Producer!].FinalGradients[chunk.FinalState])
            : _gradients[Key(chunk)];

    public bool MarkWritten(Chunk chunk) => IsWrittenBefore(chunk) || !_written.Add(Key(chunk));

    public Place MaskOf(int view)
        => _masks[_network.MaskViews[view].Site] with { Column = _network.MaskViews[view].Column };

    public IReadOnlyList<Place?> OutputGradients(Region region)
        => [.. Enumerable.Range(0, region.OutputSizes.Count)
            .Select(i => _used.Contains((region, i)) ? _gradients[(region, i)] : null)];

    public IReadOnlyList<Instruction> Folded(Region region, IReadOnlyList<Instruction> start)
        => _folding?.Fold(region, start) ?? start;

    public bool KeepsScores(Region region, int memory)
        => _network.Alignments.Any(one => one.IsScores && one.Region == region && one.Memory == memory);

    public bool IsModelInput(Chunk chunk) => chunk.Producer is null;
}
