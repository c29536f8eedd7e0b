using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;

namespace RnnGen.Compiler.Schedule;

/// <summary>Schedules all regions of one form of a model and plans the memory they share.</summary>
internal sealed class NetworkScheduler : IRegionSurroundings
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
    private Folding? _folding;
    private Place? _output;
    private Place? _outputGradient;

    private NetworkScheduler(Network network, Memory memory, bool training)
    {
        _network = network;
        _memory = memory;
        _training = training;
    }

    public static NetworkSchedule Run(Network network, Memory memory, bool training)
        => new NetworkScheduler(network, memory, training).Run();

    private bool OutputPerStep => _network.Output.All(static chunk => chunk.PerStep);

    private int OutputWidth => _network.Output.Sum(static chunk => chunk.Size);

    /// <summary>The last layer's one chunk is the output; several are copied side by side.</summary>
    private bool OutputIsChunk => _network.Output.Count == 1;

    private NetworkSchedule Run()
    {
        if (_network.Input.Count > 0)
            _values[_network.Input[0]] = NewPlace("x", Extent.Steps, _network.Input[0].Size);
        foreach (Site site in _network.Sites)
        {
            if (_training)
                _masks.Add(NewPlace(
                    Identifier.Camel("mask_" + site.Name), site.PerSequence ? Extent.Rows : Extent.Steps, site.Width));
        }

        foreach (Chunk chunk in _network.Regions.SelectMany(static region => region.Inputs).Concat(_network.Output))
        {
            if (chunk.FinalState < 0)
                _used.Add(Key(chunk));
        }

        foreach (Region region in _network.Regions)
            _regions.Add(region, new RegionMemory(region, _arena, _memory, _training));
        PlaceOutput();
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
        List<RegionProgram> forward = [];
        foreach (Region region in _network.Regions)
        {
            if (region.Step is null)
            {
                forward.Add(region.Kind == RegionKind.Recut ? Recut(region, toOutput: true) : Gather(region));
                continue;
            }

            if (_training)
                schedulers[region].Differentiate();
            forward.Add(schedulers[region].Forward(_training ? "Forward" : "Evaluate"));
        }

        if (!OutputIsChunk)
            forward.Add(OutputProgram(
                _training ? "JoinOutput" : "JoinOutputEvaluate", [.. Joined(_output!, toOutput: true)]));
        List<RegionProgram> backward = [];
        if (_training)
        {
            if (_network.Regions.Count > 0 && (!OutputIsChunk || _network.Output[0].FinalState >= 0))
                backward.Add(OutputProgram("SplitOutput", [.. Joined(_outputGradient!, toOutput: false)]));
            foreach (Region region in _network.Regions.Reverse())
            {
                RegionProgram program = region.Kind switch
                {
                    RegionKind.Embedding => new RegionProgram(
                        region, Identifier.Pascal(region.Name) + "Backward", "Backward", []),
                    RegionKind.Recut => Recut(region, toOutput: false),
                    _ => schedulers[region].Backward("Backward"),
                };
                program = Cleared(region, program);
                if (program.Body.Count > 0)
                    backward.Add(program);
            }

            if (_network.Input.Count > 0 && !_written.Contains((null, 0)))
                backward.Add(OutputProgram("ClearInputGradient", [new ClearRows(Span.Steps, _gradients[(null, 0)])]));
        }

        return new NetworkSchedule
        {
            Network = _network,
            Arena = _arena,
            Ports = Ports(),
            Output = _output!,
            Forward = SideBySide.Arrange(forward, _memory.Padding),
            Backward = SideBySide.Arrange(backward, _memory.Padding),
            Fold = _folding?.Program,
            FoldNote = _folding?.Note,
        };
    }

    /// <summary>Zeroes output gradients that no consumer writes, because none depends on them.</summary>
    private RegionProgram Cleared(Region region, RegionProgram program)
    {
        List<Instruction> clears = [.. Enumerable.Range(0, region.OutputSizes.Count)
            .Where(i => _used.Contains((region, i)) && !_written.Contains((region, i)))
            .Select(i => (Instruction)new ClearRows(region.PerStep ? Span.Steps : Span.Rows, _gradients[(region, i)]))];
        return clears.Count == 0 ? program : program with { Body = [.. clears, .. program.Body] };
    }

    private RegionProgram Gather(Region region)
    {
        Instruction gather = new GatherRows(region.Table.Tensor, region.Widths[0], _regions[region].Outputs[0]);
        if (_folding?.Replaces(region) == true)
            gather = new WhenFolded([], [gather]);
        return new RegionProgram(
            region, Identifier.Pascal(region.Name) + (_training ? "Forward" : "Evaluate"), "Rows of the table",
            [gather]);
    }

    /// <summary>Copies columns from the input's chunks to the output's, or gradients the other way.</summary>
    private RegionProgram Recut(Region region, bool toOutput)
    {
        Span span = region.PerStep ? Span.Steps : Span.Rows;
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

        string form = !toOutput ? "Backward" : _training ? "Forward" : "Evaluate";
        return new RegionProgram(region, Identifier.Pascal(region.Name) + form, form, body);
    }

    private static Place Column(Place place, int column) => place with { Column = place.Column + column };

    private RegionProgram OutputProgram(string name, IReadOnlyList<Instruction> body)
        => new(_network.Regions[0], name, name, body);

    /// <summary>Copies the last layer's chunks into the output, or the output's gradient into theirs.</summary>
    private IEnumerable<Instruction> Joined(Place whole, bool toOutput)
    {
        var column = 0;
        foreach (Chunk chunk in _network.Output)
        {
            Place part = whole with { Column = column };
            Span span = OutputPerStep ? Span.Steps : Span.Rows;
            yield return toOutput
                ? new CopyColumns(span, ValueOf(chunk), part, chunk.Size, Adds: false)
                : new CopyColumns(span, part, GradientOf(chunk), chunk.Size, Adds: MarkWritten(chunk));
            column += chunk.Size;
        }
    }

    private void PlaceOutput()
    {
        Extent extent = OutputPerStep ? Extent.Steps : Extent.Rows;
        _output = OutputIsChunk ? ValueOf(_network.Output[0]) : NewPlace("y", extent, OutputWidth);
        if (_training)
            _outputGradient = NewPlace("dy", extent, OutputWidth);
    }

    private void PlaceGradients()
    {
        if (OutputIsChunk && _network.Output[0].FinalState < 0)
        {
            _gradients[Key(_network.Output[0])] = _outputGradient!;
            _written.Add(Key(_network.Output[0]));
        }

        if (_network.Input.Count > 0 && !_gradients.ContainsKey((null, 0)))
            _gradients[(null, 0)] = NewPlace("dx", Extent.Steps, _network.Input[0].Size);
        foreach (Region region in _network.Regions)
        {
            for (var i = 0; i < region.OutputSizes.Count; i++)
            {
                if (_used.Contains((region, i)) && !_gradients.ContainsKey((region, i)))
                    _gradients[(region, i)] = new Place(_regions[region].New("dy", region.OutputSizes[i]));
            }
        }
    }

    /// <summary>The loss writes them itself, to places like those of layers.</summary>
    private void PlaceLossGradients()
    {
        foreach (Tensor tensor in _network.LossTensors)
        {
            string name = Identifier.Camel("d_" + tensor.Name);
            int units = tensor.Rows;
            if (tensor.Columns > 0)
                _memory.Gradient(name, units, [new WeightTerm(tensor.Index, 0, 0, tensor.Columns, tensor.Columns)]);
            else
                _memory.VectorGradient(name, _memory.Padded(units), [(0, new VectorSlice(tensor.Index, 0, units))]);
        }
    }

    private IReadOnlyList<Place?> Ports()
    {
        List<Place?> ports =
        [
            _network.Input.Count > 0 ? _values[_network.Input[0]] : null,
            _training && _network.Input.Count > 0 ? _gradients[(null, 0)] : null,
            _output,
            _outputGradient,
        ];
        foreach (Region region in _network.Regions.Where(static region => region.Kind == RegionKind.Scan))
        {
            RegionMemory places = _regions[region];
            for (var j = 0; j < places.States.Count; j++)
            {
                ports.Add(new Place(places.InitialStates[j]));
                ports.Add(new Place(places.FinalStates[j]));
                ports.Add(_training ? new Place(places.FinalGradients[j]) : null);
                ports.Add(_training ? new Place(places.StateGradients[j]) : null);
            }
        }

        for (var i = 0; i < _network.Sites.Count; i++)
            ports.Add(_training ? _masks[i] : null);
        foreach (Region region in _network.Regions.Where(static region => region.Kind == RegionKind.Embedding))
            ports.Add(_training ? _gradients[(region, 0)] : null);
        return ports;
    }

    private Place NewPlace(string name, Extent extent, int units)
        => new(_arena.Add(name, extent, _memory.Padded(units)));

    private static (Region?, int) Key(Chunk chunk) => (chunk.Producer, chunk.OutputIndex);

    public Place ValueOf(Chunk chunk)
        => chunk.Producer is not { } producer ? _values[chunk]
            : chunk.FinalState >= 0 ? new Place(_regions[producer].FinalStates[chunk.FinalState])
            : _regions[producer].Outputs[chunk.OutputIndex];

    public Place GradientOf(Chunk chunk)
        => chunk.FinalState >= 0
            ? new Place(_regions[chunk.Producer!].FinalGradients[chunk.FinalState])
            : _gradients[Key(chunk)];

    public bool MarkWritten(Chunk chunk) => chunk.FinalState >= 0 || !_written.Add(Key(chunk));

    public Place MaskOf(int view)
        => _masks[_network.MaskViews[view].Site] with { Column = _network.MaskViews[view].Column };

    public IReadOnlyList<Place?> OutputGradients(Region region)
        => [.. Enumerable.Range(0, region.OutputSizes.Count)
            .Select(i => _used.Contains((region, i)) ? _gradients[(region, i)] : null)];

    public IReadOnlyList<Instruction> Folded(Region region, IReadOnlyList<Instruction> start)
        => _folding?.Fold(region, start) ?? start;

    public bool IsModelInput(Chunk chunk) => chunk.Producer is null;
}
