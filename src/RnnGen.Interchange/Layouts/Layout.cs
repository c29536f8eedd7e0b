namespace RnnGen.Layouts;

/// <summary>
/// The names, shapes and orders of one system: a table from RnnGen's tensors to its arrays, which reads in both
/// directions.
/// </summary>
internal abstract class Layout
{
    /// <summary>What ends the names of RnnGen's tensors of the direction that reads from the end.</summary>
    public const string Reverse = "_reverse";

    /// <summary>What it is called in messages.</summary>
    public abstract string System { get; }

    /// <summary>What its layers must be told beside their weights; null where the file says it.</summary>
    public abstract SystemOptions? Options { get; }

    /// <summary>
    /// Whether recurrent layers may have been told activations, a direction and a way to join two of them that no array
    /// shows.
    /// </summary>
    protected virtual bool HasHiddenOptions => false;

    /// <summary>The layout of a system.</summary>
    public static Layout Of(WeightSystem system) => system switch
    {
        WeightSystem.RnnGen => new RnnGenLayout(),
        WeightSystem.PyTorch => new PyTorchLayout(),
        WeightSystem.Keras => new KerasLayout(),
        WeightSystem.Onnx => new OnnxLayout(),
        WeightSystem.Flax => new FlaxLayout(),
        WeightSystem.Brainstate => new BrainstateLayout(),
        _ => throw new ArgumentOutOfRangeException(nameof(system), system, "There is no such system."),
    };

    /// <summary>What stands where of a layer.</summary>
    /// <exception cref="LayoutException">The system has no such layer.</exception>
    public LayerMap Map(WeightLayer layer)
    {
        var map = new LayerMap();
        switch (layer.Kind)
        {
            case WeightKind.Dense:
                Dense(layer, map);
                break;
            case WeightKind.Embedding:
                Embedding(layer, map);
                break;
            case WeightKind.LayerNorm:
                LayerNorm(layer, map);
                break;
            case WeightKind.Crf:
                Crf(layer, map);
                break;
            default:
                Recurrent(layer, map);
                break;
        }

        return map;
    }

    /// <summary>What arrays of a layer may be called; none of what the system has not.</summary>
    public IEnumerable<string> NamesOf(WeightLayer? layer)
    {
        if (layer is null)
            return [];
        try
        {
            // with all biases that a file may have
            return Map(layer with { HasBias = true, HasOneBias = false }).Arrays.Select(static array => array.Name);
        }
        catch (LayoutException)
        {
            return [];
        }
    }

    /// <summary>A name as the table has it, of one that the system itself writes.</summary>
    public virtual string Normalise(string name) => name;

    /// <summary>What stands before the names of all layers and is none of them; nothing as a rule.</summary>
    public virtual string RootOf(IReadOnlyList<string> names) => "";

    /// <summary>The layers that a file's arrays belong to, by their names and shapes.</summary>
    /// <exception cref="LayoutException">Arrays do not say what they belong to.</exception>
    public abstract IEnumerable<WeightLayer> Recognise(ArraySet arrays, RecognitionHints hints);

    /// <summary>What is taken for granted of a layer that the system's arrays do not show, or null.</summary>
    public string? Assumed(WeightLayer layer)
    {
        if (layer.Kind != WeightKind.Recurrent || !HasHiddenOptions)
            return null;

        // of a simple RNN's activation whoever writes it says something
        string activations = layer.Cell == CellForm.SimpleRnn ? "" : "tanh and sigmoid, ";
        string directions = layer.Directions == 2 ? "both directions concatenated" : "forward";
        return $"{layer}: taken as {activations}{directions}: {System}'s defaults";
    }

    /// <summary>What helps with arrays that belong to no layer, or null where nothing is known of them.</summary>
    public virtual string? Advice(IEnumerable<string> unknown) => null;

    protected abstract void Dense(WeightLayer layer, LayerMap map);

    protected abstract void Embedding(WeightLayer layer, LayerMap map);

    protected abstract void LayerNorm(WeightLayer layer, LayerMap map);

    protected abstract void Recurrent(WeightLayer layer, LayerMap map);

    /// <summary>Nobody's, where nothing else is said.</summary>
    protected virtual void Crf(WeightLayer layer, LayerMap map) =>
        throw new LayoutException($"{System} has no conditional random field; pytorch-crf, a package of PyTorch, has.");

    /// <summary>
    /// Another layer of a stack is one of its own elsewhere, numbered as systems number layers of one kind.
    /// </summary>
    protected static string Base(WeightLayer layer) => layer.Stack == 0 ? layer.Name : $"{layer.Name}_{layer.Stack}";

    /// <summary>Where the arrays of each direction stand, and what RnnGen's tensors of it end with.</summary>
    protected static IEnumerable<(int Direction, string Prefix, string Suffix)> Directions(WeightLayer layer) =>
        layer.Directions == 1
            ? [(0, Base(layer), "")]
            : [(0, $"{Base(layer)}/forward", ""), (1, $"{Base(layer)}/backward", Reverse)];

    /// <summary>The form that the system has of a layer's equations.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="known">The system's forms.</param>
    /// <param name="reason">Why a GRU that resets on the other side of the product is none of them.</param>
    /// <returns>The form, which may be the layer's with a negated update gate.</returns>
    /// <exception cref="LayoutException">There is none.</exception>
    protected CellForm Form(WeightLayer layer, ReadOnlySpan<CellForm> known, string reason)
    {
        foreach (CellForm form in known)
        {
            if (form == layer.Cell || CellForms.AreMirrored(form, layer.Cell))
                return form;
        }

        string why = CellForms.IsGru(layer.Cell) ? $"; {reason}" : "";
        throw new LayoutException($"{System} has no layer like {CellForms.Describe(layer.Cell)}{why}.");
    }

    /// <summary>Whether a gate has the other sign: the update gate of mirrored GRUs.</summary>
    protected static bool IsNegated(WeightLayer layer, CellForm form, char gate) => gate == 'z' && form != layer.Cell;

    /// <summary>Whether the two biases of a gate cannot be added up.</summary>
    protected static bool IsInner(WeightLayer layer, char gate) => layer.Cell == CellForm.GruResetAfter && gate == 'n';
}
