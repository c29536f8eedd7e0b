using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Schedule;

namespace RnnGen.Compiler.Lowering;

/// <summary>A network while it is lowered: its regions in order, and what they share.</summary>
internal sealed partial class NetworkBuilder(ModelSpec spec, IReadOnlyList<Axis> axes, bool training, SiteSet sites)
{
    /// <summary>What the schedules put between a region's name and the end of a method's.</summary>
    private static readonly string[] s_forms = ["Evaluate", "Backward", "Start", "Step"];

    private readonly List<Region> _regions = [];
    private readonly Dictionary<(Region?, int, int), Chunk> _reordered = [];
    private readonly List<ModelState> _states = [];
    private readonly List<LayerSummary> _layers = [];
    private readonly List<Tensor> _order = [];
    private readonly HashSet<string> _identifiers = new(StringComparer.Ordinal) { "JoinOutput" };

    public IReadOnlyList<Axis> Axes { get; } = axes;

    /// <summary>Whether the form is that with dropout.</summary>
    public bool Training { get; } = training;

    public TensorSet Tensors { get; } = new();

    /// <summary>Dropout sites, which the training and the evaluation form share.</summary>
    public SiteSet Sites { get; } = sites;

    /// <summary>Whether an output depends on no later step; whoever adds a region that reads on ahead says so.</summary>
    public bool IsCausal { get; set; } = true;

    /// <summary>The network of some inputs and heads, once all regions are there.</summary>
    public Network Finish(IReadOnlyList<NetworkInput> inputs, IReadOnlyList<NetworkOutput> heads)
    {
        heads = [.. heads.Select(head => head with { Tensors = LossTensorsOf(head) })];
        return new Network
        {
            Spec = spec,
            Regions = _regions,
            Axes = Axes,
            Inputs = inputs,
            Outputs = heads,
            Tensors = _order,
            States = _states,
            Sites = Sites.All,
            MaskViews = Sites.Views,
            Layers = _layers,
            IsCausal = IsCausal,
        };
    }

    /// <summary>An input that is a sequence, or one value a row.</summary>
    public static NetworkInput Input(string name, int number, int axis, int features, bool perStep = true)
        => new(name, axis, new Chunk(name, features, perStep) { Axis = axis, OutputIndex = number }, 0);

    /// <summary>An input of tokens, which has as many as its smallest table; without one, any.</summary>
    public NetworkInput TokenInput(string name, int number, int axis)
        => new(name, axis, null, _regions
            .Where(region => region.Kind == RegionKind.Embedding && region.TokenInput == number)
            .Select(region => Tensors.All.First(tensor => tensor.Index == region.Table.Tensor).Rows)
            .DefaultIfEmpty(NetworkInput.AnyToken).Min());

    /// <summary>A loss that learns has a line in the summary, as a layer has.</summary>
    private IReadOnlyList<Tensor> LossTensorsOf(NetworkOutput head)
    {
        if (head.Loss is not { Kind: LossKind.Crf } loss)
            return [];
        var name = "crf";
        for (var i = 2; _layers.Any(layer => layer.Name == name); i++)
            name = "crf" + i;
        IReadOnlyList<Tensor> own = LossTensors.OfCrf(loss, name, head.Width, Tensors);
        _order.AddRange(own);
        long length = own.Sum(static tensor => tensor.Length);
        _layers.Add(new LayerSummary(name, "Crf", "[B, T]", length) { IsCausal = false });
        return own;
    }

    /// <summary>Ends a layer: its tensors are those made since there were <paramref name="known"/> of them.</summary>
    public void Close(string name, LayerSpec layer, bool perStep, int width, int known)
    {
        List<Tensor> own = [.. Tensors.All.Skip(known)];
        own.ForEach(tensor => tensor.IsFrozen = layer.Frozen);
        _order.AddRange(own.OrderBy(static tensor => tensor.Rank >= 100 ? tensor.Rank : 0).ThenBy(static t => t.Index));
        string shape = (perStep ? "[B, T, " : "[B, ") + width + "]";
        _layers.Add(new LayerSummary(name, LayerNames.Kind(layer), shape, own.Sum(static tensor => tensor.Length))
        {
            Spec = layer,
            IsCausal = layer is not (RecurrentLayer { Bidirectional: true } or RecurrentLayer { GoBackwards: true }
                or AttentionLayer),
        });
    }

    /// <summary>
    /// A region's name, numbered where methods of another one may be called as its own: layers may be a and A, and
    /// locals a and aEvaluate.
    /// </summary>
    public string UniqueRegion(string name)
    {
        string unique = name;
        for (var i = 2; !IsFree(Identifier.Pascal(unique)); i++)
            unique = name + "_" + i;
        _identifiers.Add(Identifier.Pascal(unique));
        return unique;
    }

    private bool IsFree(string identifier)
        => !_identifiers.Contains(identifier)
            && !s_forms.Any(form => _identifiers.Contains(identifier + form)
                || (identifier.EndsWith(form, StringComparison.Ordinal)
                    && _identifiers.Contains(identifier.Substring(0, identifier.Length - form.Length))));

    /// <summary>Adds a region and returns one of its outputs.</summary>
    public Chunk Add(Region region, int output)
    {
        if (!_regions.Contains(region))
            _regions.Add(region);
        return new Chunk(region.Name, region.OutputSizes[output], region.PerStep)
        {
            Producer = region,
            OutputIndex = output,
            IsReverse = region.Kind switch
            {
                RegionKind.Scan => region.IsReverse,
                RegionKind.Reverse or RegionKind.Gather => false,
                _ => IsReverse(region.Inputs, output),
            },
        };
    }

    /// <summary>Of a layer without direction: that of the input it belongs to; a mixture of both ends at the end.</summary>
    private static bool IsReverse(IReadOnlyList<Chunk> inputs, int output)
        => inputs.Count > 0 && inputs[Math.Min(output, inputs.Count - 1)].IsReverse;

    /// <summary>The final value of a state of a region.</summary>
    public static Chunk Final(Region region, int state)
        => new(region.Name + "_" + region.Step!.States[state].Name + "_final", region.Step.States[state].Size, perStep: false)
        {
            Producer = region,
            FinalState = state,
        };

    /// <summary>Adds a state to the model's.</summary>
    public void DeclareState(ModelState state) => _states.Add(state);

    /// <summary>A state after every step, where its final value is known.</summary>
    public Chunk StepsOf(Chunk final) => Add(final.Producer!, final.Producer!.Expose(final.FinalState));

    /// <summary>Adds the states of a region to the model's and returns the first one's number.</summary>
    public int DeclareStates(string prefix, string suffix, StepGraph step, int axis)
    {
        int first = _states.Count;
        _states.AddRange(step.States.Select(s
            => new ModelState($"{prefix}.{s.Name}{suffix}", s.Size, s.Initial, axis)));
        return first;
    }
}
