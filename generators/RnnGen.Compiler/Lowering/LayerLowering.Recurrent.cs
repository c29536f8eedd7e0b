using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <content>Stacked recurrent layers.</content>
internal sealed partial class LayerLowering
{
    private readonly List<NamedState> _states = [];

    /// <summary>Lowers stacked recurrent layers; the finals are those of the top one.</summary>
    private LayerValue Recurrent(
        RecurrentLayer layer, IReadOnlyList<Chunk> value, IReadOnlyList<NamedState> initial)
    {
        IReadOnlyList<Chunk> finals = [];
        if (layer.Bidirectional || layer.GoBackwards)
            network.IsCausal = false;
        if (layer.InputDropout > 0)
            value = network.Dropout(value, layer.InputDropout, false, use + ".input_dropout");
        for (var l = 0; l < layer.Sizes.Count; l++)
        {
            IReadOnlyList<Chunk> input = value.Count > 1 && PointwiseInput.IsUsed(layer.Cell)
                ? network.Recut($"{use}_input_l{l}", value, [Width(value)])
                : value;
            List<(Region Region, Chunk Output)> directions = [];
            foreach (bool reverse in layer.Bidirectional ? new[] { false, true } : [layer.GoBackwards])
                directions.Add(Direction(layer, l, reverse, input, initial));
            finals = Merge(layer, l, [.. directions.Select(OutputFinal)]);
            value = Merge(layer, l, [.. directions.Select(static direction => direction.Output)]);
            if (layer.Residual && Width(value) == Width(input))
            {
                string suffix = $"_residual_l{l}";
                finals = l < layer.Sizes.Count - 1 ? [] : Residual(suffix + "_final", finals, LastOf(input, finals, suffix));
                value = Residual(suffix, value, input);
            }

            if (l < layer.Sizes.Count - 1 && layer.Dropout > 0)
                value = network.Dropout(value, layer.Dropout, false, $"{use}.dropout_l{l}");
        }

        CheckInitial(initial);
        return new LayerValue(value, finals) { States = _states };
    }

    /// <summary>What the states start from has their sizes.</summary>
    private void CheckInitial(IReadOnlyList<NamedState> initial)
    {
        if (initial.Count > 0
            && !initial.Select(static s => s.Chunk.Size).SequenceEqual(_states.Select(static s => s.Chunk.Size)))
            throw new DeclarationException(
                DiagnosticIds.InitialStateSizes, call + ".arguments[1]", NamedState.Describe(initial, "gives"),
                NamedState.Describe(_states, "has"));
    }

    private static int Width(IReadOnlyList<Chunk> value) => value.Sum(static chunk => chunk.Size);

    /// <summary>
    /// The output after each row's last step: a final state where the output is one, else the last of a separate output.
    /// </summary>
    private Chunk OutputFinal((Region Region, Chunk Output) direction)
        => direction.Region.Step!.OutputState is >= 0 and var state
            ? NetworkBuilder.Final(direction.Region, state)
            : network.Last(use, [direction.Output])[0];

    private (Region Region, Chunk Output) Direction(
        RecurrentLayer layer, int l, bool reverse, IReadOnlyList<Chunk> input, IReadOnlyList<NamedState> initial)
    {
        int axis = input[0].Axis;
        string suffix = $"_l{l}" + (reverse && layer.Bidirectional ? "_reverse" : "");
        StepGraph step = CellLowering.Run(new CellContext
        {
            Layer = layer,
            Path = path,
            Hidden = layer.Sizes[l],
            InputSizes = [.. input.Select(static chunk => chunk.Size)],
            Name = name,
            Use = use,
            Suffix = suffix,
            Axis = axis,
            Tensors = network.Tensors,
            Sites = network.Sites,
            Training = network.Training,
        });
        IReadOnlyList<Chunk> starts = [.. initial.Skip(_states.Count).Take(step.States.Count)
            .Select(state => network.ToAxis(state.Chunk, axis))];
        var region = new Region
        {
            Name = network.UniqueRegion(use + suffix),
            Kind = RegionKind.Scan,
            Axis = axis,
            Layer = (name, l),
            IsReverse = reverse,
            Inputs = input,
            InitialStates = starts,
            Step = step,
            FirstState = starts.Count > 0 ? 0 : network.DeclareStates(use, suffix, step, axis),
            Unroll = UnrollFactor(layer.Unroll, axis),
        };
        _states.AddRange(step.States.Select((state, j)
            => new NamedState(name, state.Name, suffix, NetworkBuilder.Final(region, j))));
        return (region, network.Add(region, 0));
    }

    /// <summary>A declared factor; else a fixed length is unrolled fully where it is small and by four where not.</summary>
    private int UnrollFactor(int declared, int axis)
    {
        const int Small = 8;
        int steps = network.Axes[axis].FixedSteps;
        return declared > 0 ? declared : steps > Small ? 4 : Math.Max(1, steps);
    }

    private IReadOnlyList<Chunk> Merge(RecurrentLayer layer, int l, IReadOnlyList<Chunk> directions)
    {
        if (directions.Count == 1 || layer.Merge == Model.Merge.Concat)
            return directions;
        bool perStep = directions[0].PerStep;
        string region = $"{use}_merge_l{l}" + (perStep ? "" : "_final");
        return [network.Map(region, perStep, directions, (g, x) => layer.Merge switch
        {
            Model.Merge.Multiply => g.Multiply(x[0], x[1]),
            Model.Merge.Average => g.Multiply(g.Constant(0.5), g.Add(x[0], x[1])),
            _ => g.Add(x[0], x[1]),
        })];
    }

    private IReadOnlyList<Chunk> Residual(string suffix, IReadOnlyList<Chunk> output, IReadOnlyList<Chunk> input)
    {
        if (!SameSizes(output, input))
            input = network.Recut(use + suffix, input, [.. output.Select(static c => c.Size)]);
        return [.. output.Select((chunk, i) => network.Map(
            $"{use}{suffix}{(output.Count > 1 ? "_" + i : "")}", chunk.PerStep, [chunk, input[i]],
            static (g, x) => g.Add(x[0], x[1])))];
    }

    /// <summary>The input at the step where each final output was made.</summary>
    private IReadOnlyList<Chunk> LastOf(IReadOnlyList<Chunk> input, IReadOnlyList<Chunk> finals, string suffix)
    {
        if (!SameSizes(finals, input))
            input = network.Recut($"{use}{suffix}_last", input, [.. finals.Select(static c => c.Size)]);
        return [.. input.Select((chunk, i) => network.Last(use, [chunk], finals[i].Producer is { Kind: RegionKind.Scan, IsReverse: true })[0])];
    }

    private static bool SameSizes(IReadOnlyList<Chunk> a, IReadOnlyList<Chunk> b)
        => a.Select(static c => c.Size).SequenceEqual(b.Select(static c => c.Size));
}
