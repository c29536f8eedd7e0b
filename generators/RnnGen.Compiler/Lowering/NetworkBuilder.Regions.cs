using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering;

/// <content>Regions of the kinds that layers are made of.</content>
internal sealed partial class NetworkBuilder
{
    /// <summary>A leaf for each chunk of a region's input.</summary>
    public static Node[] Leaves(GraphBuilder graph, IReadOnlyList<Chunk> chunks)
        => [.. chunks.Select((chunk, i) => graph.Leaf(Op.Input, i, chunk.Size, chunks.Count == 1 ? "x" : "x" + i))];

    /// <summary>A map with one output and no weights.</summary>
    public Chunk Map(
        string name, bool perStep, IReadOnlyList<Chunk> inputs, Func<GraphBuilder, Node[], Node> body,
        bool skipsPadding = false)
    {
        var graph = new GraphBuilder();
        return Map(name, graph, perStep, inputs, [body(graph, Leaves(graph, inputs))], [], [], skipsPadding)[0];
    }

    public IReadOnlyList<Chunk> Map(
        string name, GraphBuilder graph, bool perStep, IReadOnlyList<Chunk> inputs, IReadOnlyList<Node> outputs,
        IReadOnlyList<Accumulator> accumulators, IReadOnlyList<VectorSlice> parameters, bool skipsPadding = false)
    {
        var region = new Region
        {
            Name = UniqueRegion(name),
            Kind = RegionKind.Map,
            Axis = inputs[0].Axis,
            PerStep = perStep,
            SkipsPadding = skipsPadding,
            Inputs = inputs,
            Step = new StepGraph
            {
                Builder = graph,
                InputSizes = [.. inputs.Select(static chunk => chunk.Size)],
                States = [],
                NextStates = [],
                Outputs = outputs,
                Accumulators = accumulators,
                Parameters = parameters,
            },
        };
        return [.. outputs.Select((_, i) => Add(region, i))];
    }

    /// <summary>Inverted dropout; nothing outside training.</summary>
    public IReadOnlyList<Chunk> Dropout(IReadOnlyList<Chunk> value, double rate, bool perSequence, string name)
    {
        if (rate == 0 || !Training)
            return value;
        int width = value.Sum(static chunk => chunk.Size);
        bool perStep = value.All(static chunk => chunk.PerStep);
        int site = Sites.Add(new Site(name, width, rate, perSequence || !perStep, false, value[0].Axis));
        List<Chunk> result = [];
        var column = 0;
        foreach (Chunk chunk in value)
        {
            var graph = new GraphBuilder();
            Node mask = graph.Leaf(Op.Mask, Sites.View(site, column), chunk.Size, "mask");
            Node y = graph.Multiply(Leaves(graph, [chunk])[0], mask);
            result.AddRange(Map(name.Replace('.', '_'), graph, perStep, [chunk], [y], [], []));
            column += chunk.Size;
        }

        return result;
    }

    /// <summary>The same columns in chunks of other sizes, as a residual around a bidirectional layer needs them.</summary>
    public IReadOnlyList<Chunk> Recut(string name, IReadOnlyList<Chunk> input, int[] sizes)
    {
        var region = new Region
        {
            Name = UniqueRegion(name + "_recut"),
            Kind = RegionKind.Recut,
            Axis = input[0].Axis,
            PerStep = input.All(static chunk => chunk.PerStep),
            Inputs = input,
            Widths = sizes,
        };
        return [.. sizes.Select((_, i) => Add(region, i))];
    }

    /// <summary>A scan without weights, whose states are what it has seen so far.</summary>
    public Region Accumulate(
        string name, Chunk input, bool reverse, StepState[] states, Func<GraphBuilder, Node, Node[], Node[]> body)
    {
        name = UniqueRegion(name);
        var graph = new GraphBuilder();
        Node x = graph.Leaf(Op.Input, 0, input.Size, "x");
        Node[] old = [.. states.Select((s, j) => graph.Leaf(Op.State, j, s.Size, s.Name))];
        Node[] next = body(graph, x, old);
        var step = new StepGraph
        {
            Builder = graph,
            InputSizes = [input.Size],
            States = states,
            NextStates = next,
            Outputs = [next[0]],
            Accumulators = [],
            Parameters = [],
        };
        var region = new Region
        {
            Name = name,
            Kind = RegionKind.Scan,
            Axis = input.Axis,
            IsReverse = reverse,
            Inputs = [input],
            Step = step,
            FirstState = DeclareStates(name, "", step, input.Axis),
        };
        Add(region, 0);
        return region;
    }

    /// <summary>
    /// A value a row where a region of an axis can take it: rows go from a further axis to another by way of the first.
    /// </summary>
    public Chunk ToAxis(Chunk value, int axis)
        => axis == 0 || value.Axis == axis ? value : OnFirstAxis(value);

    /// <summary>Values of each row in one order: the first axis's, where they are not all in another.</summary>
    public IReadOnlyList<Chunk> InOneOrder(IReadOnlyList<Chunk> value)
        => value.Select(static chunk => chunk.Axis).Distinct().Count() < 2 ? value
            : [.. value.Select(OnFirstAxis)];

    /// <summary>A value of each row in the first axis's order.</summary>
    public Chunk OnFirstAxis(Chunk value)
    {
        if (value.Axis == 0)
            return value;
        (Region?, int, int) key = (value.Producer, value.OutputIndex, value.FinalState);
        if (!_reordered.TryGetValue(key, out Chunk? chunk))
        {
            _reordered.Add(key, chunk = Add(
                new Region
                {
                    Name = UniqueRegion(value.Name + "_by_" + Axes[0].Name),
                    Kind = RegionKind.Reorder,
                    PerStep = false,
                    Inputs = [value],
                    Widths = [value.Size],
                },
                0));
        }

        return chunk;
    }
}
