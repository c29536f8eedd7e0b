using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering.Steps;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>Turns the body of a <c>[Forward]</c> method into regions: each expression once, in the order of the text.</summary>
internal sealed class GraphLowering
{
    private readonly ModelSpec _spec;
    private readonly GraphSpec _graph;
    private readonly GraphMethod _forward;
    private readonly NetworkBuilder _network;
    private readonly IReadOnlyList<int> _axes;
    private readonly Dictionary<string, LayerValue> _values = new(StringComparer.Ordinal);
    private readonly LayerUses _uses;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private StepLowering? _step;
    private int _said = -1;
    private IReadOnlyList<Chunk> _scores = [];
    private string _key = "";

    private GraphLowering(ModelSpec spec, GraphSpec graph, GraphMethod forward, bool training, SiteSet sites)
    {
        _spec = spec;
        _graph = graph;
        _forward = forward;
        (IReadOnlyList<Axis> axes, _axes) = AxisInference.Run(spec, graph, forward);
        _network = new NetworkBuilder(spec, axes, training, sites)
        {
            // a stream gives one input step by step
            IsCausal = graph.Inputs.Count == 1,
        };
        _uses = new LayerUses(spec, _network);
        _names.UnionWith(spec.Layers.Select(static layer => layer.Name!));
    }

    /// <summary>Lowers a graph; <paramref name="sites"/> is shared by the training and the evaluation form.</summary>
    public static Network Run(
        ModelSpec spec, GraphSpec graph, GraphMethod forward, bool training, SiteSet sites)
        => new GraphLowering(spec, graph, forward, training, sites).Run();

    private Network Run()
    {
        List<NetworkInput?> features = [.. _graph.Inputs.Select((_, i) => Input(i))];
        for (var i = 0; i < _forward.Body.Count; i++)
        {
            _key = _forward.Body[i].Name;
            _values[_key] = Lower(_forward.Body[i].Value, $"forward.body[{i}].value");
        }

        List<NetworkOutput> heads = [.. _forward.Results.Select(Head)];
        List<NetworkAlignment> alignments = [.. _forward.Alignments.Select(Alignment)];
        Network network = _network.Finish(
            [.. features.Select((input, i) => input ?? _network.TokenInput(InputName(i), i, _axes[i]))], heads);
        return network with { Alignments = _network.Alignments(alignments), Step = Decoder(network) };
    }

    /// <summary>What makes the network a decoder: the head that the scores of its step reach.</summary>
    private NetworkStep? Decoder(Network network)
    {
        if (_said < 0 || _graph.Step is not { } step)
            return null;
        int head = network.Outputs.ToList().FindIndex(output
            => output.PerStep && output.Axis == _axes[_said] && output.Chunks.Any(IsOfScores));
        if (head < 0)
            throw new DeclarationException(
                DiagnosticIds.NotInForward, "step", $"The scores of '{step.Name}', which no output is made of",
                "return them, or what is made of them");
        CheckToken("Start", step.Start, 0, network.Inputs[_said].Vocabulary);
        CheckToken("End", step.End, -1, network.Outputs[head].Width);
        return new NetworkStep(_said, head, step.Start, step.End);

        static void CheckToken(string name, int token, int least, int count)
        {
            if (token < least || token >= count)
                throw new DeclarationException(
                    DiagnosticIds.ValueOutOfRange, "step.attribute", name, token, $"from {least} to {count - 1}");
        }
    }

    /// <summary>Whether a value is the scores of the step, or made of them.</summary>
    private bool IsOfScores(Chunk chunk) => chunk.Producer is { } producer
        && (_scores.Any(score => score.Producer == producer && score.OutputIndex == chunk.OutputIndex)
            || producer.Reads.Any(IsOfScores));

    /// <summary>An input by its parameter's name; the only one of a model is called as that of a stack.</summary>
    private string InputName(int input) => _graph.Inputs.Count == 1 ? "x" : _graph.Inputs[input].Name;

    /// <summary>The value of a parameter; null for tokens, whose tables are not known yet.</summary>
    private NetworkInput? Input(int i)
    {
        GraphInput input = _graph.Inputs[i];
        NetworkInput? features = input.Spec.IsTokens ? null
            : NetworkBuilder.Input(InputName(i), i, _axes[i], input.Spec.Features, input.PerStep);
        _values[input.Name] = new LayerValue(features is null ? [] : [features.Chunk!]) { Tokens = (i, _axes[i]) };
        return features;
    }

    private NetworkOutput Head(GraphExpr value, int head)
    {
        GraphHead spec = _graph.Heads[head];
        _key = spec.Name.Length == 0 ? "output" : spec.Name;
        LayerValue output = Lower(value, $"forward.results[{head}]");
        if (spec.Loss is { } loss)
            CheckWeights(loss, GraphSpec.LossNode(head), output.Width);
        return new NetworkOutput(spec.Name.Length == 0 ? "y" : spec.Name, output.Chunks, spec.Loss);
    }

    private NetworkAlignment Alignment(GraphStatement returned, int i)
    {
        _key = returned.Name;
        return Lower(returned.Value, $"forward.alignments[{i}]").Alignment! with { Name = returned.Name };
    }

    /// <summary>Weights of a loss, one an output.</summary>
    private static void CheckWeights(LossSpec loss, string node, int outputs)
    {
        if (loss.Kind == LossKind.Ctc && (loss.Blank < 0 || loss.Blank >= outputs))
            throw new DeclarationException(DiagnosticIds.BlankOutOfRange, node + ".blank", loss.Blank, outputs);
        if (loss.ClassWeights.Count > 0 && loss.ClassWeights.Count != outputs)
            throw new DeclarationException(
                DiagnosticIds.ClassWeightCount, node + ".classWeights", loss.ClassWeights.Count, outputs);
        if (loss.PositiveWeights.Count > 0 && loss.PositiveWeights.Count != outputs)
            throw new DeclarationException(
                DiagnosticIds.PositiveWeightCount, node + ".positiveWeights", loss.PositiveWeights.Count, outputs);
    }

    /// <summary>A value; inside of a step the step knows some itself.</summary>
    private LayerValue Lower(GraphExpr expr, string path) => _step?.Find(expr, path) ?? expr switch
    {
        NameValue name => _values[name.Name],
        StepCall call => Step(call, path),
        StepResult result => Lower(result.Of, path + ".of").Results[result.Index],
        LayerCall call => Layer(call, path),
        PointwiseCall call => PointwiseLowering.Run(
            _network, Unique(_key), call, path, (leaf, at) => Lower(leaf, at)),
        GraphCall call => Function(call, path),
        FinalOfState final => new([.. Named(final.Of, final.State, "FinalOf", path)]),
        StepsOfState steps => new(
            [.. Named(steps.Of, steps.State, "StatesOf", path).Select(_network.StepsOf)]),
        _ => throw new InvalidOperationException($"No lowering for {expr.GetType().Name}."),
    };

    private LayerValue Step(StepCall call, string path)
    {
        StepSpec spec = _graph.Step!;
        IReadOnlyList<LayerValue?> given = [.. call.Arguments.Select((argument, i)
            => argument is NumberValue ? null : Lower(argument, $"{path}.arguments[{i}]"))];
        _said = given[0]!.Tokens.Input;
        var surroundings = new StepSurroundings(Lower, Unique, SetKey);
        _step = new StepLowering(_spec, spec, _network, _uses, surroundings, given, path);
        string key = _key;
        IReadOnlyList<LayerValue> results = _step.Run();
        (_step, _key, _scores) = (null, key, results[0].Chunks);
        return new([]) { Results = results };
    }

    private void SetKey(string key) => _key = key;

    /// <summary>A layer at its first use, and at a later one with the same weights.</summary>
    private LayerValue Layer(LayerCall call, string path)
    {
        IReadOnlyList<LayerValue> given = Arguments(call.Arguments, path);
        LayerSpec layer = _spec.Layers[call.Layer];
        string name = layer.Name!;
        int tokens = given[0].Tokens.Input;
        // the rows of a table are the same ones wherever the same tokens are looked up
        if (layer is EmbeddingLayer && _uses.Rows(call.Layer, tokens) is { } rows)
            return rows;
        bool isFirst = _uses.Begin(call.Layer, [.. given.Select(static one => one.Width)], path);
        int known = _network.Tensors.All.Count;
        LayerValue result = Layer(call.Layer, isFirst ? name : Unique(name), given, path);
        if (isFirst)
            _network.Close(name, layer, result.PerStep, result.Width, known);
        if (layer is EmbeddingLayer)
            _uses.SetRows(call.Layer, tokens, result);
        return result;
    }

    private LayerValue Layer(int number, string use, IReadOnlyList<LayerValue> given, string path)
    {
        LayerSpec layer = _spec.Layers[number];
        if (layer is AttentionLayer attention)
            return Attention(attention, layer.Name!, use, given, path);
        IReadOnlyList<NamedState>? initial = given.Count > 1 ? given[1].States : null;
        if (initial is not null)
            _network.IsCausal = false;
        return new LayerLowering(_network, layer.Name!, use, $"layers[{number}]", path)
            .Lower(layer, given[0], initial);
    }

    /// <summary>The keys are the values where no others are given.</summary>
    private LayerValue Attention(
        AttentionLayer layer, string name, string use, IReadOnlyList<LayerValue> given, string path)
        => new AttentionLowering(_network, name, use, path)
            .Lower(layer, given[0], given[1], given[given.Count - 1]);

    private List<LayerValue> Arguments(EquatableArray<GraphExpr> arguments, string path)
        => [.. arguments.Select((a, i) => Lower(a, $"{path}.arguments[{i}]"))];

    private LayerValue Function(GraphCall call, string path)
    {
        List<LayerValue> arguments = Arguments(call.Arguments, path);
        LayerValue first = arguments[0];
        switch (call.Function)
        {
            case GraphFunction.Outputs:
                return first with { States = [] };
            case GraphFunction.Final:
                return new([]) { States = first.States };
            case GraphFunction.States:
                return new([])
                {
                    States = [.. arguments.Select(value => new NamedState("", "", "", OneChunk(value.Chunks)))],
                };
            case GraphFunction.Last:
                return new(first.Finals ?? _network.Last(Unique(_key), first.Chunks));
            case GraphFunction.First:
                return new(_network.First(Unique(_key), first.Chunks));
            case GraphFunction.MeanPool:
                return new(_network.MeanPool(Unique(_key), first.Chunks));
            case GraphFunction.MaxPool:
                return new(_network.MaxPool(Unique(_key), first.Chunks));
            case GraphFunction.SumPool:
                return new(_network.SumPool(Unique(_key), first.Chunks));
            case GraphFunction.Concat:
                return new(_network.InOneOrder([.. arguments.SelectMany(static argument => argument.Chunks)]));
            case GraphFunction.Slice:
                return new(Slice(first, (int)call.Numbers[0], (int)call.Numbers[1], path));
            case GraphFunction.Softmax:
                return new(Softmax(first));
            case GraphFunction.Dropout:
                string site = Unique(_key + "_dropout");
                return new(_network.Dropout(first.Chunks, call.Numbers[0], call.Numbers[1] > 0, site));
            case GraphFunction.DotAttention or GraphFunction.ScaledDotAttention:
                string use = Unique(_key);
                var layer = new AttentionLayer
                {
                    Score = call.Function == GraphFunction.DotAttention ? Score.Dot : Score.ScaledDot,
                };
                return Attention(layer, use, use, arguments, path);
            case GraphFunction.Context:
                return new(first.Chunks);
            case GraphFunction.Weights:
                return new([]) { Alignment = first.Alignment };
            case GraphFunction.Scores:
                return new([]) { Alignment = first.Alignment! with { IsScores = true } };
            case GraphFunction.Delay:
                return new(_network.Delay(Unique(_key), first.Chunks, (int)call.Numbers[0], call.Numbers[1]));
            case GraphFunction.Repeat:
                int axis = arguments[1].Chunks.Count > 0 ? arguments[1].Chunks[0].Axis : arguments[1].Tokens.Axis;
                return new(_network.Repeat(Unique(_key), first.Chunks, axis));
            case GraphFunction.Reverse:
                return new(_network.Reverse(Unique(_key), first.Chunks));
            case GraphFunction.Gather:
                return new(_network.Gather(Unique(_key), first.Chunks, arguments[1].Tokens));
            case GraphFunction.At when call.Numbers[0] == -1 && first.Finals is { } finals:
                return new(finals);
            case GraphFunction.At:
                return new(_network.At(Unique(_key), first.Chunks, (int)call.Numbers[0]));
            default:
                throw new InvalidOperationException($"No lowering for {call.Function}.");
        }
    }

    /// <summary>The final values of a state of the uppermost layer, of each direction.</summary>
    private IEnumerable<Chunk> Named(GraphExpr of, string name, string method, string path)
    {
        LayerValue value = Lower(of, path + ".of");
        List<NamedState> states = [.. value.States.Where(state => state.Name == name)];
        if (states.Count == 0)
            throw new DeclarationException(
                DiagnosticIds.NotInForward, path, $"{method}(\"{name}\")",
                NamedState.Describe(value.States, "has") + ", and these names are known");
        return states.Where(state => Number(state) == Number(states[^1])).Select(static state => state.Chunk);

        static string Number(NamedState state) => state.Suffix.Replace("_reverse", "");
    }

    private Chunk OneChunk(IReadOnlyList<Chunk> value)
        => value.Count == 1 ? value[0]
            : _network.Recut(Unique(_key), value, [value.Sum(static chunk => chunk.Size)])[0];

    private IReadOnlyList<Chunk> Softmax(LayerValue value)
    {
        var graph = new GraphBuilder();
        Node[] y = Normalise.Softmax(graph, NetworkBuilder.Leaves(graph, value.Chunks));
        return _network.Map(Unique(_key + "_softmax"), graph, value.PerStep, value.Chunks, y, [], []);
    }

    /// <summary>Whole chunks are taken as they are; one that the slice cuts is cut once.</summary>
    private IReadOnlyList<Chunk> Slice(LayerValue value, int start, int length, string path)
    {
        int end = start + length;
        if (end > value.Width)
            throw new DeclarationException(
                DiagnosticIds.ValueOutOfRange, path + ".length", "The end of the slice", end, $"at most {value.Width}");
        List<Chunk> result = [];
        var column = 0;
        foreach (Chunk chunk in value.Chunks)
        {
            int from = Math.Max(start - column, 0);
            int to = Math.Min(end - column, chunk.Size);
            column += chunk.Size;
            if (from >= to)
                continue;
            int[] sizes = [.. new[] { from, to - from, chunk.Size - to }.Where(static size => size > 0)];
            result.Add(sizes.Length == 1 ? chunk : _network.Recut(Unique(_key), [chunk], sizes)[from > 0 ? 1 : 0]);
        }

        return result;
    }

    private string Unique(string name)
    {
        string unique = name;
        for (var i = 2; !_names.Add(unique); i++)
            unique = name + "_" + i;
        return unique;
    }
}
