using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering.Steps;

/// <content>Layers on the cycle, and the states that they carry.</content>
internal sealed partial class MergedStep
{
    private StepValue Layer(LayerCall call, string path)
    {
        LayerSpec layer = spec.Layers[call.Layer];
        string name = layer.Name!;
        if (layer is AttentionLayer attention)
            return Attention(attention, name, call.Arguments, path, call.Layer);
        StepValue x = Build(call.Arguments[0], path + ".arguments[0]");
        StepValue? state = call.Arguments.Count > 1 ? Build(call.Arguments[1], path + ".arguments[1]") : null;
        if (layer is RecurrentLayer && (state is null || state.States.Count == 0))
            throw StepLowering.NotInStep(
                path, $"'{name}' without the states that it goes on from",
                "declare it with a State and call it with that: Decode(x, state)");
        bool isFirst = uses.Begin(call.Layer, state is null ? [x.Width] : [x.Width, 0], path);
        string use = isFirst ? name : surroundings.Unique(name);
        int known = network.Tensors.All.Count;
        StepValue result = layer switch
        {
            DenseLayer dense => new([Nodes(call.Layer, name).Dense(dense, x.Nodes)]),
            LayerNormLayer norm => new(Nodes(call.Layer, name).LayerNorm(norm, x.Nodes)),
            DropoutLayer dropout => new(Dropout(x.Nodes, dropout.Rate, dropout.PerSequence, use)),
            RecurrentLayer recurrent => Recurrent(recurrent, call.Layer, use, x.Nodes, state!.States, path),
            _ => throw StepLowering.NotInStep(
                path, $"'{name}' of what is carried from step to step", "read it in [Forward]"),
        };
        if (isFirst)
            network.Close(name, layer, perStep: true, result.Width, known);
        return result;
    }

    private LayerNodes Nodes(int layer, string name) => new(_step, network, name, $"layers[{layer}]");

    private StepValue Recurrent(
        RecurrentLayer layer, int number, string use, IReadOnlyList<Node> x, IReadOnlyList<Node> states, string path)
    {
        CheckIsForward(layer, path);
        List<Node> next = [];
        if (layer.InputDropout > 0)
            x = Dropout(x, layer.InputDropout, false, use + ".input_dropout");
        for (var l = 0; l < layer.Sizes.Count; l++)
        {
            CellContext context = Context(layer, number, use, l, [.. x.Select(static v => v.Size)]);
            int count = layer.Cell.States.Count;
            CellNodes cell = CellLowering.Into(_step, context, x, [.. states.Skip(next.Count).Take(count)]);
            next.AddRange(cell.NextStates);
            Node y = cell.Output;
            if (layer.Residual && y.Size == x.Sum(static v => v.Size))
            {
                if (x.Count > 1)
                    throw StepLowering.NotInStep(
                        path, "A residual layer over values that are joined", "bring them together by a [Dense] layer");
                y = _step.Graph.Add(y, x[0]);
            }

            x = [y];
            if (l < layer.Sizes.Count - 1 && layer.Dropout > 0)
                x = Dropout(x, layer.Dropout, false, $"{use}.dropout_l{l}");
        }

        return new StepValue(x) { States = next };
    }

    private static void CheckIsForward(RecurrentLayer layer, string path)
    {
        if (layer.Bidirectional || layer.GoBackwards)
            throw StepLowering.NotInStep(
                path, "A layer that reads from the end", "a decoder knows nothing of later steps: let it run forwards");
    }

    private CellContext Context(
        RecurrentLayer layer, int number, string use, int l, IReadOnlyList<int> inputs) => new()
        {
            Layer = layer,
            Path = $"layers[{number}]",
            Hidden = layer.Sizes[l],
            InputSizes = inputs,
            Name = layer.Name!,
            Use = use,
            Suffix = $"_l{l}",
            Axis = lowering.Axis,
            Tensors = network.Tensors,
            Sites = network.Sites,
            Training = network.Training,
        };

    private CellSizes LastLevel(int number)
    {
        var layer = (RecurrentLayer)spec.Layers[number];
        int input = layer.Sizes[0];
        for (var l = 0; ; l++)
        {
            var sizes = new CellSizes(Context(layer, number, layer.Name!, l, [input]));
            if (l == layer.Sizes.Count - 1)
                return sizes;
            input = sizes.Output();
        }
    }

    private StepValue Attention(
        AttentionLayer layer, string name, EquatableArray<GraphExpr> arguments, string path, int number = -1)
    {
        StepValue query = Build(arguments[0], path + ".arguments[0]");
        LayerValue[] memory = [.. Enumerable.Range(1, arguments.Count - 1)
            .Select(i => Memory(arguments[i], $"{path}.arguments[{i}]"))];
        bool isFirst = number >= 0
            && uses.Begin(number, [query.Width, .. memory.Select(static value => value.Width)], path);
        string use = isFirst || number < 0 ? name : surroundings.Unique(name);
        int known = network.Tensors.All.Count;
        Node context = new AttentionLowering(network, name, use, path)
            .Into(_step, layer, query.Nodes, memory[0], memory[memory.Length - 1])
            ?? throw StepLowering.NotInStep(
                path, "A query of several values that are joined", "bring them together by a [Dense] layer");
        _attended.Add((use, _step.Memories.Count - 1));
        if (isFirst)
            network.Close(name, layer, perStep: true, context.Size, known);
        return new StepValue([context]);
    }

    private LayerValue Memory(GraphExpr expr, string path)
    {
        if (flow.CycleOf(expr, path) == cycle)
            throw StepLowering.NotInStep(
                path, "A memory that grows from step to step",
                "attend to what [Forward] gives, such as an encoder's outputs");
        LayerValue value = lowering.Outside(expr, path);
        return value.Chunks.All(chunk => chunk.PerStep && chunk.Axis != lowering.Axis) ? value
            : throw StepLowering.NotInStep(
                path, "A memory of the said tokens' own time",
                "a decoder knows nothing of later steps: attend to another sequence");
    }

    /// <summary>The leaves of a carried value.</summary>
    private CarriedStates Carry(int carried, string call)
    {
        StepParameter parameter = flow[carried];
        if (parameter.Role == StepRole.Value)
        {
            int size = new StepSizes(flow, spec, lowering, LastLevel).Of(carried);
            Node leaf = _step.State(new StepState(parameter.Name, size, 0));
            return new CarriedStates([leaf], [Named("", parameter.Name, "", size)], [null], 0);
        }

        if (flow.LayerOf(parameter.Name, spec) is not { } reader)
            throw StepLowering.NotInStep(
                flow.Next(carried).Path, $"The state '{parameter.Name}' that no layer goes on from",
                "call a recurrent layer with it: Decode(x, " + parameter.Name + ")");
        int number = reader.Call.Layer;
        var layer = (RecurrentLayer)spec.Layers[number];
        CheckIsForward(layer, reader.Path);
        List<StepState> states = [];
        List<NamedState> names = [];
        for (var l = 0; l < layer.Sizes.Count; l++)
        {
            foreach (StepState state in CellLowering.States(Context(layer, number, layer.Name!, l, [layer.Sizes[l]])))
            {
                names.Add(Named(layer.Name!, state.Name, $"_l{l}", state.Size));
                states.Add(layer.Sizes.Count == 1 ? state : state with { Name = $"{state.Name}_l{l}" });
            }
        }

        IReadOnlyList<NamedState>? starts = lowering.Start(parameter.Name)?.States;
        if (starts is not null
            && !starts.Select(static s => s.Chunk.Size).SequenceEqual(states.Select(static s => s.Size)))
            throw new DeclarationException(
                DiagnosticIds.InitialStateSizes, call, NamedState.Describe(starts, "gives"),
                NamedState.Describe(names, "has"));
        return new CarriedStates(
            [.. states.Select(_step.State)], names,
            [.. states.Select((_, j) => starts is null ? null : network.ToAxis(starts[j].Chunk, lowering.Axis))],
            states.Count - layer.Cell.States.Count);
    }

    private static NamedState Named(string layer, string name, string suffix, int size)
        => new(layer, name, suffix, new Chunk(name, size, perStep: false));

    private Node OutputOf(OutputOfState output, string path)
        => output.Of is NameValue name && flow.Carried(name.Name) is >= 0 and var carried
            && _carried.TryGetValue(carried, out CarriedStates? own) ? own.States[own.Output]
            : throw StepLowering.NotInStep(
                path, "The output of a state that is no parameter", "read the layer's Outputs");

    /// <summary>The states that the runtime gives are the model's, in the order of their leaves.</summary>
    private void DeclareStates()
    {
        foreach (CarriedStates own in _carried.Values.Where(static own => own.Starts.Contains(null)))
        {
            foreach ((Node leaf, NamedState name) in own.States.Zip(own.Names, static (leaf, name) => (leaf, name)))
            {
                string prefix = name.Layer.Length > 0 ? name.Layer : _name;
                double initial = _region!.Step!.States[leaf.Index].Initial;
                network.DeclareState(
                    new ModelState($"{prefix}.{name.Name}{name.Suffix}", leaf.Size, initial, lowering.Axis));
            }
        }
    }
}
