using System.Globalization;
using RnnGen.Layouts;
using RnnGen.Program;

namespace RnnGen.Conversion;

/// <summary>Reads a file of another system into a model: everything is checked before anything changes.</summary>
internal sealed class WeightImport<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly SafetensorsFile _file;
    private readonly Layout _layout;
    private readonly LoadOptions _options;
    private readonly ArrayLookup _lookup;
    private readonly ModelLayer[] _layers;
    private readonly T[] _values;
    private readonly List<string> _loaded = [];
    private readonly List<string> _skipped = [];
    private readonly List<string> _summed = [];
    private readonly List<string> _converted = [];
    private readonly List<(string Tensor, string Problem)> _unfit = [];

    public WeightImport(Model<T> model, SafetensorsFile file, Layout layout, LoadOptions options)
    {
        _model = model;
        _file = file;
        _layout = layout;
        _options = options;
        _lookup = new ArrayLookup(new ArraySet(file, layout), options);
        _values = model.Parameters.Flat.ToArray();

        // a table before those who share it
        _layers = [.. ModelLayer.Of(model.ReadStructure()).OrderBy(static layer => layer.Tied is null ? 0 : 1)];
    }

    /// <summary>Imports all layers.</summary>
    /// <exception cref="CheckpointException">One does not fit, and may not be skipped; nothing has changed.</exception>
    public LoadReport Run()
    {
        if (_layout is PyTorchLayout)
            Compare();
        foreach (ModelLayer layer in _layers)
        {
            if (Load(layer) is not { } unfit)
                _loaded.AddRange(layer.Parameters.Select(static parameter => parameter.Name));
            else if (_options.Partial)
                _skipped.AddRange(layer.Parameters.Select(parameter => $"{parameter.Name}: {unfit.Problem}"));
            else
                _unfit.Add(unfit);
        }

        string[] unused = [.. _lookup.Unused];
        if (!_options.Partial)
            _unfit.AddRange(Leftovers.Of(_file, _lookup.Used, unused));
        if (_unfit.Count > 0)
            throw Refusal(unused);
        _values.CopyTo(_model.Parameters.Flat);
        _model.Parameters.Commit();
        return new LoadReport
        {
            Loaded = _loaded,
            Skipped = _skipped,
            Summed = _summed,
            Unused = unused,
            Converted = _converted,
        };
    }

    // What layers are says more than the arrays that differ with it.
    private void Compare()
    {
        foreach ((string tensor, string problem) in new LayerAgreement(_file, _model, _options).Differences)
        {
            if (_options.Partial)
                _converted.Add($"{tensor}: taken all the same; {problem}");
            else
                _unfit.Add((tensor, problem));
        }
    }

    // A float64 that is infinite as the model's type.
    private static (string Tensor, string Problem)? TooLarge(IEnumerable<SafetensorsTensor> found)
    {
        foreach (SafetensorsTensor tensor in found.Where(static tensor => tensor.Type == TensorType.F64))
        {
            var values = new double[tensor.Count];
            tensor.CopyTo<double>(values);
            int at = Array.FindIndex(
                values, static value => double.IsFinite(value) && !T.IsFinite(T.CreateTruncating(value)));
            if (at >= 0)
            {
                return (tensor.Name, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{values[at]} at {at} is beyond the model's {typeof(T).Name}: declare Precision.Double."));
            }
        }

        return null;
    }

    private (string Tensor, string Problem)? Load(ModelLayer layer)
    {
        string name = layer.Label;
        if (layer.Weights is not { } weights)
            return (name, layer.Refusal!);
        LayerMap map;
        try
        {
            map = Map(layer);
        }
        catch (LayoutException e)
        {
            return (name, e.Message);
        }

        IReadOnlyDictionary<string, SafetensorsTensor> found = _lookup.Find(map, out (string, string)? problem);
        problem ??= TooLarge(found.Values);
        if (problem is not null)
            return problem;

        // into the copy of all parameters; of a layer that is skipped the old ones are put back
        HubLayer<T> hub = ModelTransfer.Open(layer, _values.AsMemory(), withTied: false);
        if (layer.Tied is { } shared)
            hub.Tensors.Add("weight", new T[shared.Length]);
        LayerTransfer.Read(map, weights.Units, array => found.GetValueOrDefault(array), hub);
        string? refusal = weights.Kind == WeightKind.Recurrent
            ? ModelTransfer.WriteBiases(layer, hub, _values.AsSpan(), _summed)
            : layer.Tied is not null && map.Blocks.Exists(IsWeight) ? Differs(layer, hub) : null;
        if (refusal is not null && layer.Biases == 0 && map.Biases.Exists(static bias => bias.Shift != 0))
        {
            refusal = $"{_layout.System} adds 1 to the forget gate, which takes a bias here, and the model's layer has "
                + "none: declare Biases = 1.";
        }

        if (refusal is not null)
        {
            foreach (ParameterInfo parameter in layer.Parameters)
            {
                (int offset, int length) = ((int)parameter.Offset, (int)parameter.Length);
                _model.Parameters.Flat.Slice(offset, length).CopyTo(_values.AsSpan(offset));
            }

            return (name, refusal);
        }

        _lookup.Use(found.Values);
        if (typeof(T) == typeof(float) && found.Values.Any(static tensor => tensor.Type == TensorType.F64))
            _converted.Add($"{weights}: float64 is rounded to the model's float32");
        Describe(weights, map);
        return null;
    }

    private void Describe(WeightLayer weights, LayerMap map)
    {
        if (map.Blocks.Any(static block => block.Negated))
            _converted.Add($"{weights}: the update gate is negated, as h' is (1 - z) h + z n on one side");
        if (map.Biases.FirstOrDefault(static bias => bias.Shift != 0) is { } shifted)
            _converted.Add($"{weights}: {shifted.Shift} that {_layout.System} adds to a gate is in its bias");
    }

    /// <summary>
    /// What is read of a layer. A file may have a table that two layers share under one name or both: what a layer that
    /// shares it has is compared, and taken where the embedding has nothing.
    /// </summary>
    private LayerMap Map(ModelLayer layer)
    {
        LayerMap map = _layout.Map(layer.Weights!);
        if (layer.Tied is not null)
        {
            if (!_lookup.Has(map.Blocks.Find(IsWeight)!.Array))
                map.Remove("weight");
            return map;
        }

        if (layer.Weights!.Kind != WeightKind.Embedding || _lookup.Has(map.Arrays[0].Name))
            return map;
        foreach (ModelLayer other in _layers.Where(other => other.Tied == layer.Parameters[0]))
        {
            LayerMap shared = _layout.Map(other.Weights!);
            shared.Keep("weight");
            if (_lookup.Has(shared.Arrays[0].Name))
                return shared;
        }

        return map;
    }

    private static bool IsWeight(BlockCopy block) => block.Tensor == "weight";

    /// <summary>Why a table that is there twice is refused, or null.</summary>
    private string? Differs(ModelLayer layer, HubLayer<T> hub)
    {
        ReadOnlySpan<T> table = _values.AsSpan((int)layer.Tied!.Offset, (int)layer.Tied.Length);
        return hub.Tensors["weight"].Span.SequenceEqual(table)
            ? null
            : $"the weight of {layer.Weights} is not {layer.Tied.Name}, which it is in the declaration: declare it "
                + "without TiedTo.";
    }

    private CheckpointException Refusal(string[] unused)
    {
        string text = _unfit[0].Problem;
        if (_unfit.Count > 1)
        {
            string others = Names(_unfit.Skip(1).Select(static other => other.Tensor));
            text += $" {_unfit.Count - 1} more do not fit: {others}.";
        }

        string[] alone = [.. unused.Except(_unfit.Select(static other => other.Tensor))];
        if (alone.Length > 0)
            text += $" Only the file has {Names(alone)}.";
        return new CheckpointException(_file.Path, _unfit[0].Tensor, text);
    }

    private static string Names(IEnumerable<string> names)
    {
        const int Most = 5;
        string[] all = [.. names];
        string text = string.Join(", ", all.Take(Most).Select(static name => $"'{Excerpt.Of(name)}'"));
        return all.Length > Most ? $"{text} and {all.Length - Most} more" : text;
    }
}
