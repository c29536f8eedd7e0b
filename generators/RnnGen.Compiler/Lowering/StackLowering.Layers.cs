using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>What each layer of a stack becomes.</summary>
internal sealed partial class StackLowering
{
    /// <summary>Lowers stacked recurrent layers; returns the final outputs of the top one for a read-out behind it.</summary>
    private IReadOnlyList<Chunk> Recurrent(RecurrentLayer layer)
    {
        IReadOnlyList<Chunk> finals = [];
        if (layer.Bidirectional || layer.GoBackwards)
            _isCausal = false;
        if (layer.InputDropout > 0)
            _value = Dropout(_value, layer.InputDropout, false, _name + ".input_dropout");
        for (var l = 0; l < layer.Sizes.Count; l++)
        {
            IReadOnlyList<Chunk> input = _value.Count > 1 && PointwiseInput.IsUsed(layer.Cell)
                ? Recut(_value, [Width], $"_input_l{l}")
                : _value;
            List<Region> directions = [];
            foreach (bool reverse in layer.Bidirectional ? new[] { false, true } : [layer.GoBackwards])
                directions.Add(Direction(layer, l, reverse, input));
            finals = Merge(layer, l, [.. directions.Select(OutputFinal)]);
            _value = Merge(layer, l, [.. directions.Select(Output)]);
            if (layer.Residual && Width == input.Sum(static chunk => chunk.Size))
            {
                string suffix = $"_residual_l{l}";
                finals = l < layer.Sizes.Count - 1 ? [] : Residual(suffix + "_final", finals, LastOf(input, finals, suffix));
                _value = Residual(suffix, _value, input);
            }

            if (l < layer.Sizes.Count - 1 && layer.Dropout > 0)
                _value = Dropout(_value, layer.Dropout, false, $"{_name}.dropout_l{l}");
        }

        return finals;
    }

    private readonly Dictionary<Region, Chunk> _outputs = [];

    private Chunk Output(Region region) => _outputs[region];

    /// <summary>
    /// The output after each row's last step: a final state where the output is one, else the last of a separate output.
    /// </summary>
    private Chunk OutputFinal(Region region)
        => region.Step!.OutputState is >= 0 and var state ? Final(region, state) : Last([_outputs[region]])[0];

    private Region Direction(RecurrentLayer layer, int l, bool reverse, IReadOnlyList<Chunk> input)
    {
        string suffix = $"_l{l}" + (reverse && layer.Bidirectional ? "_reverse" : "");
        StepGraph step = CellLowering.Run(new CellContext
        {
            Layer = layer,
            Path = _path,
            Hidden = layer.Sizes[l],
            InputSizes = [.. input.Select(static chunk => chunk.Size)],
            Name = _name,
            Suffix = suffix,
            Tensors = _tensors,
            Sites = _sites,
            Training = _training,
        });
        var region = new Region
        {
            Name = UniqueRegion(_name + suffix),
            Kind = RegionKind.Scan,
            IsReverse = reverse,
            Inputs = input,
            Step = step,
            FirstState = DeclareStates(_name, suffix, step),
            Unroll = UnrollFactor(layer.Unroll),
        };
        _outputs[region] = Add(region, 0);
        return region;
    }

    /// <summary>A declared factor; else a fixed length is unrolled fully where it is small and by four where not.</summary>
    private int UnrollFactor(int declared)
    {
        const int Small = 8;
        int steps = _spec.Input.Steps;
        return declared > 0 ? declared : steps > Small ? 4 : Math.Max(1, steps);
    }

    private IReadOnlyList<Chunk> Merge(RecurrentLayer layer, int l, IReadOnlyList<Chunk> directions)
    {
        if (directions.Count == 1 || layer.Merge == Model.Merge.Concat)
            return directions;
        bool perStep = directions[0].PerStep;
        string name = $"{_name}_merge_l{l}" + (perStep ? "" : "_final");
        return [Map(name, perStep, directions, (g, x) => layer.Merge switch
        {
            Model.Merge.Multiply => g.Multiply(x[0], x[1]),
            Model.Merge.Average => g.Multiply(g.Constant(0.5), g.Add(x[0], x[1])),
            _ => g.Add(x[0], x[1]),
        })];
    }

    private IReadOnlyList<Chunk> Residual(string suffix, IReadOnlyList<Chunk> output, IReadOnlyList<Chunk> input)
    {
        if (!output.Select(static c => c.Size).SequenceEqual(input.Select(static c => c.Size)))
            input = Recut(input, [.. output.Select(static c => c.Size)], suffix);
        return [.. output.Select((chunk, i) =>
            Map($"{_name}{suffix}{(output.Count > 1 ? "_" + i : "")}", chunk.PerStep, [chunk, input[i]], static (g, x) => g.Add(x[0], x[1])))];
    }

    /// <summary>The input at the step where each final output was made.</summary>
    private IReadOnlyList<Chunk> LastOf(IReadOnlyList<Chunk> input, IReadOnlyList<Chunk> finals, string suffix)
    {
        if (!finals.Select(static c => c.Size).SequenceEqual(input.Select(static c => c.Size)))
            input = Recut(input, [.. finals.Select(static c => c.Size)], suffix + "_last");
        return [.. input.Select((chunk, i) => Last([chunk], finals[i].Producer is { Kind: RegionKind.Scan, IsReverse: true })[0])];
    }

    /// <summary>The same columns in chunks of other sizes, as a residual around a bidirectional layer needs them.</summary>
    private IReadOnlyList<Chunk> Recut(IReadOnlyList<Chunk> input, int[] sizes, string suffix)
    {
        var region = new Region
        {
            Name = UniqueRegion($"{_name}{suffix}_recut"),
            Kind = RegionKind.Recut,
            PerStep = input.All(static chunk => chunk.PerStep),
            Inputs = input,
            Widths = sizes,
        };
        return [.. sizes.Select((_, i) => Add(region, i))];
    }

    private void Dense(DenseLayer layer)
    {
        var graph = new GraphBuilder();
        Accumulator accumulator = graph.NewAccumulator(_name, layer.Units);
        Tensor weight = _tensors.Get(_name + ".weight", Width, 0);
        int row = weight.Append(Initial.Matrix(layer.KernelInitializer, layer.Units, Width, Width));
        var column = 0;
        foreach (Chunk chunk in _value)
        {
            accumulator.Terms.Add(new WeightTerm(weight.Index, row, column, chunk.Size, Width));
            column += chunk.Size;
        }

        if (layer.Bias)
        {
            Tensor bias = _tensors.Get(_name + ".bias", 0, 1);
            row = bias.Append(Initial.Vector(layer.BiasInitializer, layer.Units, Width));
            accumulator.Biases.Add(new VectorSlice(bias.Index, row, layer.Units));
        }

        Node[] x = Inputs(graph, _value);
        Node z = graph.Affine(accumulator, x);
        z.Name = "z";
        Node y = layer.Activation == Activation.Softmax
            ? Normalise.Softmax(graph, [z])[0]
            : Activations.Apply(graph, layer.Activation, z);
        _value = Map(_name, graph, PerStep, _value, [y], [accumulator], []);
    }

    /// <summary>Inverted dropout; nothing outside training.</summary>
    private IReadOnlyList<Chunk> Dropout(IReadOnlyList<Chunk> value, double rate, bool perSequence, string name)
    {
        if (rate == 0 || !_training)
            return value;
        int width = value.Sum(static chunk => chunk.Size);
        bool perStep = value.All(static chunk => chunk.PerStep);
        int site = _sites.Add(new Site(name, width, rate, perSequence || !perStep, false));
        List<Chunk> result = [];
        var column = 0;
        foreach (Chunk chunk in value)
        {
            var graph = new GraphBuilder();
            Node mask = graph.Leaf(Op.Mask, _sites.View(site, column), chunk.Size, "mask");
            Node y = graph.Multiply(Inputs(graph, [chunk])[0], mask);
            result.AddRange(Map(name.Replace('.', '_'), graph, perStep, [chunk], [y], [], []));
            column += chunk.Size;
        }

        return result;
    }

    private void LayerNorm(LayerNormLayer layer)
    {
        var graph = new GraphBuilder();
        Node[] unit = Normalise.LayerNorm(graph, Inputs(graph, _value), layer.Epsilon);
        Tensor gain = _tensors.Get(_name + ".weight", 0, 0);
        Tensor shift = _tensors.Get(_name + ".bias", 0, 1);
        List<VectorSlice> parameters = [];
        List<Node> outputs = [];
        foreach (Node v in unit)
        {
            parameters.Add(new VectorSlice(gain.Index, gain.Append(Initial.Constant(v.Size, 1)), v.Size));
            Node w = graph.Leaf(Op.Parameter, parameters.Count - 1, v.Size, "weight");
            parameters.Add(new VectorSlice(shift.Index, shift.Append(Initial.Constant(v.Size, 0)), v.Size));
            Node b = graph.Leaf(Op.Parameter, parameters.Count - 1, v.Size, "bias");
            outputs.Add(graph.Add(graph.Multiply(v, w), b));
        }

        _value = Map(_name, graph, PerStep, _value, outputs, [], parameters);
    }

    private static Node[] Inputs(GraphBuilder graph, IReadOnlyList<Chunk> chunks)
        => [.. chunks.Select((chunk, i) => graph.Leaf(Op.Input, i, chunk.Size, chunks.Count == 1 ? "x" : "x" + i))];

    private Chunk Map(string name, bool perStep, IReadOnlyList<Chunk> inputs, Func<GraphBuilder, Node[], Node> body)
    {
        var graph = new GraphBuilder();
        return Map(name, graph, perStep, inputs, [body(graph, Inputs(graph, inputs))], [], [])[0];
    }

    private IReadOnlyList<Chunk> Map(
        string name, GraphBuilder graph, bool perStep, IReadOnlyList<Chunk> inputs, IReadOnlyList<Node> outputs,
        IReadOnlyList<Accumulator> accumulators, IReadOnlyList<VectorSlice> parameters)
    {
        var region = new Region
        {
            Name = UniqueRegion(name),
            Kind = RegionKind.Map,
            PerStep = perStep,
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
}
