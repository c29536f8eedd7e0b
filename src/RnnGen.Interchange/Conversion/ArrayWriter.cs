using RnnGen.Layouts;
using RnnGen.Structure;

namespace RnnGen.Conversion;

/// <summary>Collects the arrays of layers in another system's layout, and writes them.</summary>
internal sealed class ArrayWriter<T>(Layout layout, LoadOptions names)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<string, (long[] Shape, T[] Values)> _arrays = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly List<string> _notes = [];
    private readonly List<WeightLayer> _layers = [];
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>Adds a layer's arrays.</summary>
    /// <exception cref="LayoutException">The system has no such layer.</exception>
    /// <exception cref="ArgumentException">An array's name is taken.</exception>
    public void Add(WeightLayer layer, HubLayer<T> hub)
    {
        LayerMap map = layout.Map(layer);
        _names.AddRange(map.Arrays.Select(static array => array.Name));
        if (layer.TiedTo is not null && layout is RnnGenLayout)
            map.Remove("weight");
        else if (layer.TiedTo is not null)
            _notes.Add($"{layer}: its weight is the table of {layer.TiedTo}, and written under both names: tie them");
        var own = new Dictionary<string, T[]>(StringComparer.Ordinal);
        foreach (ForeignArray array in map.Arrays)
        {
            own[array.Name] = new T[checked((int)TensorTypes.Count(array.Shape))];
            string name = names.FileName(array.Name);
            if (!_arrays.TryAdd(name, (array.Shape, own[array.Name])))
                throw new ArgumentException($"Two layers write an array '{name}'; rename one.", nameof(names));
            if (layout is RnnGenLayout)
                Own(layer.Name, name);
        }

        LayerTransfer.Write(map, layer.Units, hub, name => own[name]);
        _layers.Add(layer);
        _notes.AddRange(map.Notes);
        _notes.AddRange(layout.Options?.Notes(layer, layout.System) ?? Unknown(layer));
        if (map.Blocks.Any(static block => block.Negated))
            _notes.Add($"{layer}: the update gate is negated, as h' is (1 - z) h + z n on one side");
        if (map.Biases.Any(bias => IsSum(bias, layer.Units, hub)))
            _notes.Add($"{layer}: both biases of a gate are added up");
    }

    /// <summary>Whether a gate has two biases that are not zero, and the other system one.</summary>
    private static bool IsSum(BiasCopy bias, int units, HubLayer<T> hub) =>
        !bias.Inner && (bias.Input is null || bias.State is null)
        && hub.InputBiases[bias.Direction].AsSpan(bias.Gate * units, units).ContainsAnyExcept(0.0)
        && hub.StateBiases[bias.Direction].AsSpan(bias.Gate * units, units).ContainsAnyExcept(0.0);

    /// <summary>An array of a layer is written under a name: what the file says of layers says it by theirs.</summary>
    private void Own(string layer, string array)
    {
        string owner = OwnerOf(array);
        if (_owners.TryAdd(layer, owner) || _owners[layer] == owner)
            return;
        throw new ArgumentException(
            $"The arrays of '{layer}' would be those of two layers, '{_owners[layer]}' and '{owner}': rename all of "
                + $"them, '{layer}.' to another.",
            nameof(names));
    }

    private static string OwnerOf(string array) => array[..Math.Max(0, array.LastIndexOf('.'))];

    /// <summary>Layers by the names that they have in the file.</summary>
    private IEnumerable<SavedLayer> Renamed(IEnumerable<SavedLayer> layers)
        => layers.Select(layer => layer with
        {
            Structure = layer.Structure with
            {
                Name = FileName(layer.Structure.Name),
                TiedTo = layer.Structure.TiedTo is { } table ? FileName(table) : null,
            },
        });

    private string FileName(string layer)
        => _owners.GetValueOrDefault(layer) ?? OwnerOf(names.FileName($"{layer}.weight"));

    // RnnGen's file says what layers are, as far as it is known.
    private static IEnumerable<string> Unknown(WeightLayer layer)
    {
        if (layer.Kind == WeightKind.Recurrent && layer.Cell == CellForm.SimpleRnn && layer.Activation is null)
            yield return $"{layer}: the file does not say its activation, and neither does what is written";
        if (layer.Kind == WeightKind.LayerNorm && layer.Epsilon is null)
            yield return $"{layer}: the file does not say its epsilon, and neither does what is written";
    }

    /// <summary>Adds a note to the report.</summary>
    public void Note(string note) => _notes.Add(note);

    /// <summary>Writes the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="declared">A model's layers, where there is one.</param>
    /// <param name="assets">Metadata besides what the layers are, or null.</param>
    /// <exception cref="ArgumentException">What is renamed is not there.</exception>
    public ExportReport Write(
        string path,
        IReadOnlyList<LayerStructure>? declared = null,
        IEnumerable<KeyValuePair<string, string>>? assets = null)
    {
        names.CheckNames(_names, "the arrays that are written");
        SafetensorsTensor[] tensors =
        [
            .. _arrays.Select(static pair =>
                SafetensorsTensor.From<T>(pair.Key, pair.Value.Shape, pair.Value.Values)),
        ];
        var metadata = new Dictionary<string, string>(assets ?? [], StringComparer.Ordinal);
        if (layout is PyTorchLayout)
            metadata["format"] = "pt";
        if (layout is RnnGenLayout)
        {
            IEnumerable<SavedLayer> layers = declared?.Select(static layer => new SavedLayer(layer))
                ?? DeclaredLayers.Structures(_layers);
            metadata[LayerFile.Key] = LayerFile.Print([.. Renamed(layers)]);
        }

        if (_layers.Any(static layer => layer.Kind == WeightKind.Dense && layer.Activation is null))
            _notes.Add("dense layers: the file does not say what activations are behind them");
        if (metadata.ContainsKey(LayerFile.Key) && !WeightFile.HasMetadata(path))
            _notes.Add(".npz has no place for what the layers are: write .safetensors for a file that says it");
        WeightFile.Write(path, tensors, metadata);
        return new ExportReport
        {
            Written = [.. tensors.Select(static tensor => $"{tensor.Name} {TensorTypes.Print(tensor.Shape)}")],
            Notes = _notes,
        };
    }
}
