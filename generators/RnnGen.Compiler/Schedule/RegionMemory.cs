using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>Where a region keeps what outlives a step: gates, states, outputs, finals and their gradients.</summary>
internal sealed class RegionMemory
{
    private const string Output = "y";
    private readonly Region _region;
    private readonly Arena _arena;
    private readonly Memory _memory;

    public RegionMemory(Region region, Arena arena, Memory memory, bool training, bool isRead)
    {
        _region = region;
        _arena = arena;
        _memory = memory;
        IsTraining = training;
        Extent = region.PerStep ? Extent.Steps : Extent.Rows;
        if (region.Step is not { } step)
        {
            Outputs = [.. region.Widths.Select(width => new Place(New("rows", width)))];
            return;
        }

        Extent gates = region.Kind == RegionKind.Scan && !training ? Extent.Chunk : Extent;
        ChunkStride = step.Builder.Nodes.Where(static node => node.Op == Op.Affine)
            .Sum(node => memory.Padded(node.Accumulator!.Units));
        IsPlain = isRead && IsPlainProduct(region, step);
        Groups = GateGroup.Of(region, memory, (name, width) => IsPlain
            ? arena.Add(Named(Output), gates, width, region.Axis, ChunkStride)
            : arena.Add(Named(name), gates, width, region.Axis, ChunkStride, memory.Spacing(width)));
        States = [.. step.States.Select(s => New(s.Name, s.Size, Extent.History))];
        InitialStates = [.. step.States.Select((s, j)
            => region.IsReverse ? New(s.Name + "Initial", s.Size, Extent.Rows) : States[j])];
        FinalStates = [.. step.States.Select((s, j)
            => region.IsReverse ? States[j] : New(s.Name + "Final", s.Size, Extent.Rows))];
        Outputs = [.. step.Outputs.Select((y, i) => OutputPlace(step, i))];
        if (!training)
            return;
        FinalGradients = [.. step.States.Select(s => New("d" + s.Name + "Final", s.Size, Extent.Rows))];
        StateGradients = [.. step.States.Select(s => New("d" + s.Name, s.Size, Extent.Rows))];
    }

    public bool IsTraining { get; }

    /// <summary>
    /// Whether the output is the pre-activation itself: the product writes it where it is read, and the output's gradient
    /// is that of the product.
    /// </summary>
    public bool IsPlain { get; }

    /// <summary>Rows of a buffer that holds every step; of a map behind a read-out, one a sequence.</summary>
    public Extent Extent { get; }

    public IReadOnlyList<GateGroup> Groups { get; } = [];

    /// <summary>Floats of a row in all groups: what decides how many steps make a chunk.</summary>
    public int ChunkStride { get; }

    /// <summary>The history of each state; forwards slot t is the value before step t, backwards after it.</summary>
    public IReadOnlyList<Buffer> States { get; } = [];

    public IReadOnlyList<Buffer> InitialStates { get; } = [];

    public IReadOnlyList<Buffer> FinalStates { get; } = [];

    public IReadOnlyList<Buffer> FinalGradients { get; } = [];

    /// <summary>The gradient of each state as it travels back through time; ends as that of the initial state.</summary>
    public IReadOnlyList<Buffer> StateGradients { get; } = [];

    public IReadOnlyList<Place> Outputs { get; } = [];

    public Place Previous(int state) => new(States[state], 0, _region.IsReverse ? 1 : 0);

    public Place Next(int state) => new(States[state], 0, _region.IsReverse ? 0 : 1);

    public Buffer New(string name, int units, Extent? extent = null)
        => _arena.Add(Named(name), extent ?? Extent, _memory.Padded(Math.Max(1, units)), _region.Axis);

    /// <summary>A row for each step of the region, as long as a memory.</summary>
    public Buffer NewAlignment(string name, int memoryAxis)
        => _arena.AddAlignment(Named(name), _memory.Padding, _region.Axis, memoryAxis);

    /// <summary>Region and value in one identifier, such as <c>lstmL0Gates</c>.</summary>
    private string Named(string name) => Identifier.Camel(_region.Name + "_" + name);

    private static bool IsPlainProduct(Region region, StepGraph step)
        => region.Kind == RegionKind.Map && !(region.PerStep && region.SkipsPadding) && step.Outputs.Count == 1
            && step.Builder.Nodes.Count(static node => node.Op == Op.Affine) == 1
            && step.Outputs[0] is { Op: Op.Affine } product
            && !step.Builder.Nodes.Any(node => node.Args.Contains(product));

    private Place OutputPlace(StepGraph step, int i)
    {
        Node node = step.Outputs[i];
        if (IsPlain)
            return Groups[0].PlaceOf(node.Accumulator!);
        for (var j = 0; j < step.NextStates.Count; j++)
        {
            if (ReferenceEquals(step.NextStates[j], node))
                return Next(j);
        }

        return new Place(New(Output, node.Size));
    }
}
