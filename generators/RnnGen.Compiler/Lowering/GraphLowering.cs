using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>Turns the body of a <c>[Forward]</c> method into regions: each expression once, in the order of the text.</summary>
internal sealed class GraphLowering
{
    private readonly ModelSpec _spec;
    private readonly GraphMethod _forward;
    private readonly NetworkBuilder _network;
    private readonly Dictionary<string, LayerValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<int, LayerUse> _uses = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private string _key = "";

    private GraphLowering(ModelSpec spec, GraphMethod forward, bool training, SiteSet sites)
    {
        _spec = spec;
        _forward = forward;
        _network = new NetworkBuilder(spec, training, sites);
        _names.UnionWith(spec.Layers.Select(static layer => layer.Name!));
    }

    /// <summary>Lowers a graph; <paramref name="sites"/> is shared by the training and the evaluation form.</summary>
    public static Network Run(ModelSpec spec, GraphMethod forward, bool training, SiteSet sites)
        => new GraphLowering(spec, forward, training, sites).Run();

    private Network Run()
    {
        IReadOnlyList<Chunk> input = _spec.Input.IsTokens
            ? []
            : [new Chunk("x", _spec.Input.Features, perStep: true)];
        _values[_forward.Input] = new LayerValue(input);
        for (var i = 0; i < _forward.Body.Count; i++)
        {
            _key = _forward.Body[i].Name;
            _values[_key] = Lower(_forward.Body[i].Value, $"forward.body[{i}].value");
        }

        _key = "output";
        LayerValue output = Lower(_forward.Result, "forward.result");
        CheckWeights(output.Width);
        return _network.Finish(input, output.Chunks);
    }

    /// <summary>Weights of the loss, one an output.</summary>
    private void CheckWeights(int outputs)
    {
        if (_spec.Loss is not { } loss)
            return;
        if (loss.Kind == LossKind.Ctc && (loss.Blank < 0 || loss.Blank >= outputs))
            throw new DeclarationException(DiagnosticIds.BlankOutOfRange, "loss.blank", loss.Blank, outputs);
        if (loss.ClassWeights.Count > 0 && loss.ClassWeights.Count != outputs)
            throw new DeclarationException(
                DiagnosticIds.ClassWeightCount, "loss.classWeights", loss.ClassWeights.Count, outputs);
        if (loss.PositiveWeights.Count > 0 && loss.PositiveWeights.Count != outputs)
            throw new DeclarationException(
                DiagnosticIds.PositiveWeightCount, "loss.positiveWeights", loss.PositiveWeights.Count, outputs);
    }

    private LayerValue Lower(GraphExpr expr, string path) => expr switch
    {
        NameValue name => _values[name.Name],
        LayerCall call => Layer(call, path),
        PointwiseCall call => PointwiseLowering.Run(
            _network, Unique(_key), call, path, (leaf, at) => Lower(leaf, at)),
        GraphCall call => Function(call, path),
        _ => throw new InvalidOperationException($"No lowering for {expr.GetType().Name}."),
    };

    /// <summary>A layer at its first use, and at a later one with the same weights.</summary>
    private LayerValue Layer(LayerCall call, string path)
    {
        LayerValue value = Lower(call.Argument, path + ".argument");
        LayerSpec layer = _spec.Layers[call.Layer];
        string name = layer.Name!;
        string node = $"layers[{call.Layer}]";
        if (!_uses.TryGetValue(call.Layer, out LayerUse? use))
        {
            int known = _network.Tensors.All.Count;
            LayerValue result = new LayerLowering(_network, name, name, node).Lower(layer, value);
            _network.Close(name, layer, result, known);
            _uses.Add(call.Layer, new LayerUse(value.Width, result));
            return result;
        }

        // there is one input, so that the rows of a table are the same ones
        if (layer is EmbeddingLayer)
            return use.Result;
        if (layer is RecurrentLayer or DenseLayer or LayerNormLayer && value.Width != use.Width)
            throw new DeclarationException(DiagnosticIds.LayerWidths, path, name, value.Width, use.Width);
        _network.Tensors.Rewind(name);
        return new LayerLowering(_network, name, Unique(name), node).Lower(layer, value);
    }

    private LayerValue Function(GraphCall call, string path)
    {
        List<LayerValue> arguments = [.. call.Arguments.Select((a, i) => Lower(a, $"{path}.arguments[{i}]"))];
        LayerValue first = arguments[0];
        switch (call.Function)
        {
            case GraphFunction.Outputs:
                return first;
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
                return new([.. arguments.SelectMany(static argument => argument.Chunks)]);
            case GraphFunction.Slice:
                return new(Slice(first, (int)call.Numbers[0], (int)call.Numbers[1], path));
            case GraphFunction.Softmax:
                return new(Softmax(first));
            case GraphFunction.Dropout:
                string site = Unique(_key + "_dropout");
                return new(_network.Dropout(first.Chunks, call.Numbers[0], call.Numbers[1] > 0, site));
            case GraphFunction.Delay:
                return new(_network.Delay(Unique(_key), first.Chunks, (int)call.Numbers[0], call.Numbers[1]));
            default:
                throw new InvalidOperationException($"No lowering for {call.Function}.");
        }
    }

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

    /// <summary>The first use of a layer.</summary>
    private sealed record LayerUse(int Width, LayerValue Result);
}
