using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Schedule;

namespace RnnGen.Compiler.Lowering;

/// <summary>A network while it is lowered: its regions in order, and what they share.</summary>
internal sealed partial class NetworkBuilder(ModelSpec spec, bool training, SiteSet sites)
{
    private readonly List<Region> _regions = [];
    private readonly List<ModelState> _states = [];
    private readonly List<LayerSummary> _layers = [];
    private readonly List<Tensor> _order = [];
    private readonly HashSet<string> _identifiers = new(StringComparer.Ordinal);

    public ModelSpec Spec { get; } = spec;

    /// <summary>Whether the form is that with dropout.</summary>
    public bool Training { get; } = training;

    public TensorSet Tensors { get; } = new();

    /// <summary>Dropout sites, which the training and the evaluation form share.</summary>
    public SiteSet Sites { get; } = sites;

    /// <summary>Whether an output depends on no later step; whoever adds a region that reads on ahead says so.</summary>
    public bool IsCausal { get; set; } = true;

    /// <summary>The network of one input, or of tokens where there is no chunk of it, and one output.</summary>
    public Network Finish(IReadOnlyList<Chunk> input, IReadOnlyList<Chunk> output)
    {
        IReadOnlyList<Tensor> ofLoss = AddLoss(output.Sum(static chunk => chunk.Size));
        int vocabulary = _regions.Where(static region => region.Kind == RegionKind.Embedding)
            .Select(region => Tensors.All.First(tensor => tensor.Index == region.Table.Tensor).Rows)
            .DefaultIfEmpty(0).Min();
        return new Network
        {
            Spec = Spec,
            Regions = _regions,
            Axes = [new Axis(0, "time", Spec.Input.Steps)],
            Inputs = [new NetworkInput("x", 0, input.FirstOrDefault(), vocabulary)],
            Outputs = [new NetworkOutput("y", output, Spec.Loss)],
            Tensors = _order,
            LossTensors = ofLoss,
            States = _states,
            Sites = Sites.All,
            MaskViews = Sites.Views,
            Layers = _layers,
            IsCausal = IsCausal,
        };
    }

    /// <summary>A loss that learns has a line in the summary, as a layer has.</summary>
    private IReadOnlyList<Tensor> AddLoss(int width)
    {
        if (Spec.Loss is not { Kind: LossKind.Crf })
            return [];
        var name = "crf";
        for (var i = 2; _layers.Any(layer => layer.Name == name); i++)
            name = "crf" + i;
        IReadOnlyList<Tensor> own = LossTensors.OfCrf(Spec.Loss, name, width, Tensors);
        _order.AddRange(own);
        long length = own.Sum(static tensor => tensor.Length);
        _layers.Add(new LayerSummary(name, "Crf", "[B, T]", length) { IsCausal = false });
        return own;
    }

    /// <summary>Ends a layer: its tensors are those made since there were <paramref name="known"/> of them.</summary>
    public void Close(string name, LayerSpec layer, LayerValue value, int known)
    {
        List<Tensor> own = [.. Tensors.All.Skip(known)];
        _order.AddRange(own.OrderBy(static tensor => tensor.Rank >= 100 ? tensor.Rank : 0).ThenBy(static t => t.Index));
        string shape = (value.PerStep ? "[B, T, " : "[B, ") + value.Width + "]";
        _layers.Add(new LayerSummary(name, LayerNames.Kind(layer), shape, own.Sum(static tensor => tensor.Length))
        {
            IsCausal = layer is not (RecurrentLayer { Bidirectional: true } or RecurrentLayer { GoBackwards: true }),
        });
    }

    /// <summary>A region's name, numbered where another one gives the same identifier: layers may be a and A.</summary>
    public string UniqueRegion(string name)
    {
        string unique = name;
        for (var i = 2; !_identifiers.Add(Identifier.Pascal(unique)); i++)
            unique = name + "_" + i;
        return unique;
    }

    /// <summary>Adds a region and returns one of its outputs.</summary>
    public Chunk Add(Region region, int output)
    {
        if (!_regions.Contains(region))
            _regions.Add(region);
        return new Chunk(region.Name, region.OutputSizes[output], region.PerStep)
        {
            Producer = region,
            OutputIndex = output,
            IsReverse = region.Kind == RegionKind.Scan ? region.IsReverse : IsReverse(region.Inputs, output),
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

    /// <summary>Adds the states of a region to the model's and returns the first one's number.</summary>
    public int DeclareStates(string prefix, string suffix, StepGraph step)
    {
        int first = _states.Count;
        _states.AddRange(step.States.Select(s => new ModelState($"{prefix}.{s.Name}{suffix}", s.Size, s.Initial)));
        return first;
    }
}
