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

    /// <summary>Why a layer is not read.</summary>
    /// <param name="Tensor">The array, or the layer's first tensor.</param>
    /// <param name="Problem">What is wrong.</param>
    /// <param name="IsAnArrays">Whether it is wrong with the array alone.</param>
    private sealed record Unfit(string Tensor, string Problem, bool IsAnArrays);

    public WeightImport(Model<T> model, SafetensorsFile file, Layout layout, LoadOptions options)
    {
        _model = model;
        _file = file;
        _layout = layout;
        _options = options;
        _lookup = new ArrayLookup(new ArraySet(file, layout), options);

        // a table before those who share it
        _layers = [.. ModelLayer.Of(model.ReadStructure()).OrderBy(static layer => layer.Tied is null ? 0 : 1)];

        // Where nothing is kept, nothing is read: the device that has moved the parameters may have failed.
        int replaced = _layers.Sum(static layer => layer.Parameters.Count);
        _values = !options.Partial && replaced == model.Parameters.Infos.Count
            ? new T[model.Parameters.Length] : model.Parameters.Flat.ToArray();
        options.CheckNames(Names(), "the model's arrays");
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
                Skip(layer, unfit);
            else
                _unfit.Add((unfit.Tensor, unfit.Problem));
        }

        string[] unused = [.. _lookup.Unused];
        if (!_options.Partial)
            _unfit.AddRange(Leftovers.Of(_file, _lookup.Used, unused));
        if (_unfit.Count > 0)
            throw Refusal(unused);
        _model.Parameters.Replace(_values);
        return new LoadReport
        {
            Loaded = _loaded,
            Skipped = _skipped,
            Summed = _summed,
            Unused = unused,
            Converted = _converted,
        };
    }

    // A layer is skipped as a whole: each of its parameters for what one array lacks.
    private void Skip(ModelLayer layer, Unfit unfit)
    {
        string reason = unfit.IsAnArrays
            ? $"its layer needs '{Excerpt.Of(unfit.Tensor)}': {unfit.Problem}" : unfit.Problem;
        _skipped.AddRange(layer.Parameters.Select(parameter => $"{parameter.Name}: {reason}"));
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

    private static (string Tensor, string Problem)? TooLarge(IEnumerable<SafetensorsTensor> found)
    {
        foreach (SafetensorsTensor tensor in found)
        {
            if (NumberRange.TooLarge<T>(tensor) is { } problem)
                return (tensor.Name, problem);
        }

        return null;
    }

    private Unfit? Load(ModelLayer layer)
    {
        string name = layer.Label;
        if (layer.Weights is not { } weights)
            return Refused(layer, layer.Refusal!);
        LayerMap map;
        try
        {
            map = Map(layer);
        }
        catch (LayoutException e)
        {
            return Refused(layer, e.Message);
        }

        IReadOnlyDictionary<string, SafetensorsTensor> found = _lookup.Find(map, out (string, string)? problem);
        problem ??= TooLarge(found.Values);
        if (problem is var (array, text))
            return new Unfit(array, text, IsAnArrays: true);

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
            if (_options.Partial)
                PutBack(layer);
            return new Unfit(name, refusal, IsAnArrays: false);
        }

        _lookup.Use(found.Values);
        if (typeof(T) == typeof(float) && found.Values.Any(static tensor => tensor.Type == TensorType.F64))
            _converted.Add($"{weights}: float64 is rounded to the model's float32");
        Describe(weights, map);
        return null;
    }

    private void PutBack(ModelLayer layer)
    {
        foreach (ParameterInfo parameter in layer.Parameters)
        {
            (int offset, int length) = ((int)parameter.Offset, (int)parameter.Length);
            _model.Parameters.Flat.Slice(offset, length).CopyTo(_values.AsSpan(offset));
        }
    }

    /// <summary>A layer that the system has not: what the file has under its names is no more than that.</summary>
    private Unfit Refused(ModelLayer layer, string reason)
    {
        foreach (ParameterInfo parameter in layer.Parameters)
            _lookup.Ask(parameter.Name);
        return new Unfit(layer.Label, reason, IsAnArrays: false);
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
        LayerMap map = _layout.Map(AsInTheFile(layer.Weights!));
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

    /// <summary>RnnGen's own file has one bias or two, whatever the model has.</summary>
    private WeightLayer AsInTheFile(WeightLayer layer)
    {
        if (_layout is not RnnGenLayout || layer.Kind != WeightKind.Recurrent)
            return layer;
        string name = string.Create(CultureInfo.InvariantCulture, $"{layer.Name}.bias_hh_l{layer.Stack}");
        SafetensorsTensor? second = _lookup.Arrays.Find(_options.FileName(name));
        return layer with { HasOneBias = RnnGenLayout.IsOneBias(second, layer.Gates.Length, layer.Units) };
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

    private bool IsSavedByRnnGen => _layout is not RnnGenLayout && _file.Metadata.ContainsKey(LayerFile.Key);

    private CheckpointException Refusal(string[] unused)
    {
        string text = IsSavedByRnnGen
            ? $"RnnGen saved it, and {_layout.System}'s files are others: Load reads it, or WeightSystem.RnnGen. "
                + _unfit[0].Problem
            : _unfit[0].Problem;
        if (_unfit.Count > 1)
        {
            string others = Listed(_unfit.Skip(1).Select(static other => other.Tensor));
            text += $" {_unfit.Count - 1} more do not fit: {others}.";
        }

        string[] alone = [.. unused.Except(_unfit.Select(static other => other.Tensor))];
        if (alone.Length > 0)
            text += $" Only the file has {Listed(alone)}.";
        return new CheckpointException(_file.Path, _unfit[0].Tensor, text);
    }

    /// <summary>All that may be asked for, by the names that the options rename.</summary>
    private IEnumerable<string> Names()
    {
        foreach (ModelLayer layer in _layers)
        {
            foreach (string name in layer.Parameters.Select(static parameter => parameter.Name))
                yield return name;
            foreach (string name in _layout.NamesOf(layer.Weights))
                yield return name;
        }
    }

    private static string Listed(IEnumerable<string> names)
    {
        const int Most = 5;
        string[] all = [.. names];
        string text = string.Join(", ", all.Take(Most).Select(static name => $"'{Excerpt.Of(name)}'"));
        return all.Length > Most ? $"{text} and {all.Length - Most} more" : text;
    }
}
