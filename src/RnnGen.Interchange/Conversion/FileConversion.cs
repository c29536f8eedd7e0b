using RnnGen.Layouts;

namespace RnnGen.Conversion;

/// <summary>Converts a file between two systems by what its names and shapes say.</summary>
internal sealed class FileConversion<T>(SafetensorsFile file, Layout from, Layout to, ConversionOptions options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ArrayLookup _lookup = new(new ArraySet(file, from), new LoadOptions());
    private readonly ArrayWriter<T> _writer = new(to, new LoadOptions { Names = options.Names });
    private readonly Dictionary<string, Memory<T>> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _strays = new(StringComparer.Ordinal);

    /// <summary>Converts all layers.</summary>
    public ExportReport Run(string output)
    {
        if (from is not RnnGenLayout && file.Metadata.ContainsKey(LayerFile.Key))
        {
            throw new CheckpointException(
                file.Path,
                null,
                $"RnnGen saved it, and its metadata '{LayerFile.Key}' says what its layers are; {from.System}'s files "
                    + "have none. Read it as RnnGen's: WeightSystem.RnnGen, --from rnngen.");
        }

        WeightLayer[] layers = Recognise();
        CheckCopies(layers);
        if (options.SkipsUnknown)
            FindStrays(layers);

        // a table before those who share it
        foreach (WeightLayer layer in layers.OrderBy(static layer => layer.TiedTo is null ? 0 : 1))
        {
            try
            {
                Convert(layer);
            }
            catch (LayoutException e) when (options.SkipsUnknown)
            {
                _writer.Note($"{layer}: left out, as {e.Message.TrimEnd('.')}");
            }
            catch (LayoutException e)
            {
                throw new NotSupportedException($"{file.Path}, {layer}: {e.Message}", e);
            }
        }

        string[] unused = [.. _lookup.Unused];
        if (unused.Length > 0 && !options.SkipsUnknown)
            throw Unknown(unused);
        if (unused.Length > 0)
            _writer.Note($"left out: {NameList.Of(unused)}");
        var rest = new ModelRest(file, isKept: to is RnnGenLayout && WeightFile.HasMetadata(output));
        string[] leftOut = rest.LeftOut();
        if (leftOut.Length > 0)
            _writer.Note($"left out: {NameList.Of(leftOut)}, for which there is no place");
        try
        {
            return _writer.Write(output, assets: rest.Assets());
        }
        catch (LayoutException e)
        {
            throw new NotSupportedException(
                $"{file.Path}: {e.Message} {to.System}'s files say one thing of all layers of a stack.", e);
        }
    }

    /// <summary>Reads a layer, and adds it to what is written.</summary>
    /// <exception cref="LayoutException">The other system has no such layer.</exception>
    private void Convert(WeightLayer layer)
    {
        if (layer.Refusal is { } refusal && from is RnnGenLayout && to is RnnGenLayout)
        {
            throw new LayoutException(
                $"only what other systems have too is converted, and {refusal} The file is RnnGen's already: leave out "
                    + "--from and --to.");
        }

        if (layer.Refusal is { } reason)
            throw new LayoutException(reason);
        if (_strays.TryGetValue(layer.Name, out string? stray))
            throw new LayoutException($"nothing is known of its {Excerpt.Of(stray)}");
        LayerMap map = Map(layer);
        bool isElsewhere = layer.TiedTo is not null && !_lookup.Has($"{layer.Name}.weight");
        if (isElsewhere)
            map.Remove("weight");
        IReadOnlyDictionary<string, SafetensorsTensor> found = _lookup.Find(map, out var problem);
        if (problem is { } unfit)
            throw new CheckpointException(file.Path, unfit.Array, unfit.Problem);
        _lookup.Use(found.Values);
        HubLayer<T> hub = Empty(layer, map);
        LayerTransfer.Read(map, layer.Units, name => found.GetValueOrDefault(name), hub);
        if (layer.Kind == WeightKind.Embedding)
            _tables[layer.Name] = hub.Tensors["weight"];
        if (layer.TiedTo is { } table)
            Tie(layer, table, hub, isElsewhere);

        // its own two biases stay two
        bool hasOne = to is RnnGenLayout && (layer.HasOneBias || from is not RnnGenLayout);
        _writer.Add(layer with { HasBias = layer.HasBias || HasBias(hub), HasOneBias = hasOne }, hub);
        if (layer.Note is { } note)
            _writer.Note(note);
        if (from.Assumed(layer) is { } assumed)
            _writer.Note(assumed);
        if (map.Biases.Exists(static bias => bias.Shift != 0))
            _writer.Note($"{layer}: the 1 that {from.System} adds to the forget gate is in the bias");
    }

    // A layer that has more than is known of it is another one than it seems, as a batch normalisation with its
    // running means.
    private void FindStrays(WeightLayer[] layers)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (WeightLayer layer in layers.Where(static layer => layer.Refusal is null))
            known.UnionWith(Map(layer).Arrays.Select(static array => array.Name));
        foreach (string name in _lookup.Arrays.Names.Where(name => !known.Contains(name)))
            _strays.TryAdd(name[..Math.Max(0, name.LastIndexOfAny(['.', '/']))], name);
    }

    private CheckpointException Unknown(string[] unused)
    {
        string? advice = from.Advice(unused);
        if (unused.Length == file.Tensors.Count)
        {
            return new CheckpointException(
                file.Path,
                null,
                $"no array is called as {from.System}'s are; it has {NameList.Of(unused)}. "
                    + (advice ?? "Is the file another system's?"));
        }

        string others = unused.Length == 1 ? "" : $", and neither do {NameList.Of(unused[1..])}";
        return new CheckpointException(
            file.Path,
            unused[0],
            $"it belongs to no layer that is known of {from.System}{others}. SkipsUnknown (--skip-unknown) leaves such "
                + $"arrays out.{(advice is null ? "" : $" {advice}")}");
    }

    /// <summary>Gives a layer the table that is its weight, or compares the two where the file has both.</summary>
    private void Tie(WeightLayer layer, string name, HubLayer<T> hub, bool isElsewhere)
    {
        if (!_tables.TryGetValue(name, out Memory<T> table))
            throw new CheckpointException(file.Path, null, $"{layer} is tied to '{Excerpt.Of(name)}', no embedding.");
        if (isElsewhere)
            hub.Tensors["weight"] = table;
        else if (!hub.Tensors["weight"].Span.SequenceEqual(table.Span))
        {
            throw new CheckpointException(
                file.Path, $"{layer.Name}.weight", $"it is tied to {Excerpt.Of(name)}, and not the same.");
        }
    }

    // A name in the metadata costs a file next to nothing, and a copy of the table what that has.
    private void CheckCopies(WeightLayer[] layers)
    {
        const int Most = 4;
        WeightLayer[] copies = to is RnnGenLayout ? [] :
        [
            .. layers.Where(layer => layer.TiedTo is not null && !_lookup.Has($"{layer.Name}.weight")),
        ];
        long numbers = copies.Sum(static layer => (long)layer.Inputs * layer.Units);
        long all = file.Tensors.Sum(static tensor => (long)tensor.Count);
        if (numbers > Most * all)
        {
            throw new CheckpointException(
                file.Path,
                null,
                $"{copies.Length} layers have no weight of their own and copy a table: {numbers} numbers, where the "
                    + $"file has {all}.");
        }
    }

    private WeightLayer[] Recognise()
    {
        var answers = new Answers(options, from.System);
        try
        {
            WeightLayer[] layers = [.. from.Recognise(_lookup.Arrays, answers.Hints)];
            answers.Check(layers);
            return layers;
        }
        catch (LayoutException e)
        {
            throw new CheckpointException(file.Path, null, e.Message, e);
        }
    }

    private LayerMap Map(WeightLayer layer)
    {
        try
        {
            return from.Map(layer);
        }
        catch (LayoutException e)
        {
            throw new CheckpointException(file.Path, null, $"{layer}: {e.Message}", e);
        }
    }

    private static HubLayer<T> Empty(WeightLayer layer, LayerMap map)
    {
        bool isRecurrent = layer.Kind == WeightKind.Recurrent;
        var hub = new HubLayer<T>(layer.Directions, isRecurrent ? layer.Gates.Length * layer.Units : 0);
        foreach (IGrouping<string, BlockCopy> tensor in map.Blocks.GroupBy(static block => block.Tensor))
            hub.Tensors.Add(tensor.Key, new T[tensor.Max(static block => (block.Row + block.Rows) * block.Columns)]);
        return hub;
    }

    private static bool HasBias(HubLayer<T> hub) =>
        hub.InputBiases.Concat(hub.StateBiases).Any(static bias => bias.AsSpan().ContainsAnyExcept(0.0));
}
