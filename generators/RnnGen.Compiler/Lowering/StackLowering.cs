using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Schedule;

namespace RnnGen.Compiler.Lowering;

/// <summary>Turns a stack into regions, once for training (with its dropout) and once for evaluation (without).</summary>
internal sealed partial class StackLowering
{
    private readonly ModelSpec _spec;
    private readonly bool _training;
    private readonly TensorSet _tensors = new();
    private readonly SiteSet _sites;
    private readonly List<Region> _regions = [];
    private readonly List<ModelState> _states = [];
    private readonly List<LayerSummary> _layers = [];
    private readonly List<Tensor> _order = [];
    private readonly Dictionary<string, int> _names = [];
    private IReadOnlyList<Chunk> _value = [];
    private IReadOnlyList<Chunk>? _finals;
    private bool _isCausal = true;
    private string _path = "";
    private string _name = "";

    private StackLowering(ModelSpec spec, bool training, SiteSet sites)
    {
        _spec = spec;
        _training = training;
        _sites = sites;
    }

    /// <summary>Lowers a stack; <paramref name="sites"/> is shared by the training and the evaluation form.</summary>
    public static Network Run(ModelSpec spec, bool training, SiteSet sites) => new StackLowering(spec, training, sites).Run();

    private bool PerStep => _value.All(static chunk => chunk.PerStep);

    /// <summary>An embedding is the first layer or none.</summary>
    private int Vocabulary
        => _spec.Layers.Count > 0 && _spec.Layers[0] is EmbeddingLayer embedding ? embedding.Vocabulary : 0;

    private int Width => _value.Sum(static chunk => chunk.Size);

    private Network Run()
    {
        Chunk? features = _spec.Input.IsTokens ? null : new Chunk("x", _spec.Input.Features, perStep: true);
        _value = features is null ? [] : [features];
        for (var i = 0; i < _spec.Layers.Count; i++)
        {
            _path = $"layers[{i}]";
            Lower(_spec.Layers[i]);
        }

        IReadOnlyList<Tensor> ofLoss = AddLoss();
        return new Network
        {
            Spec = _spec,
            Regions = _regions,
            Axes = [new Axis(0, "time", _spec.Input.Steps)],
            Inputs = [new NetworkInput("x", 0, features, Vocabulary)],
            Outputs = [new NetworkOutput("y", _value, _spec.Loss)],
            Tensors = _order,
            LossTensors = ofLoss,
            States = _states,
            Sites = _sites.All,
            MaskViews = _sites.Views,
            Layers = _layers,
            IsCausal = _isCausal,
        };
    }

    private void Lower(LayerSpec layer)
    {
        _name = Unique(layer.Name ?? LayerNames.Default(layer));
        int known = _tensors.All.Count;
        IReadOnlyList<Chunk>? finals = null;
        switch (layer)
        {
            case EmbeddingLayer embedding:
                Embedding(embedding);
                break;
            case RecurrentLayer recurrent:
                finals = Recurrent(recurrent);
                break;
            case DenseLayer dense:
                Dense(dense);
                break;
            case DropoutLayer dropout:
                _value = Dropout(_value, dropout.Rate, dropout.PerSequence, _name);
                break;
            case LayerNormLayer norm:
                LayerNorm(norm);
                break;
            case LastStepLayer:
                _value = _finals ?? Last(_value);
                break;
            case PoolLayer pool:
                _value = pool.Pool == PoolKind.Mean ? MeanPool(_value) : MaxPool(_value);
                break;
            default:
                throw new NotSupportedException($"{layer.GetType().Name} is not lowered.");
        }

        _finals = finals;
        List<Tensor> own = [.. _tensors.All.Skip(known)];
        _order.AddRange(own.OrderBy(static tensor => tensor.Rank >= 100 ? tensor.Rank : 0).ThenBy(static t => t.Index));
        _layers.Add(new LayerSummary(_name, LayerNames.Kind(layer), Shape(), own.Sum(static tensor => tensor.Length))
        {
            IsCausal = layer is not (RecurrentLayer { Bidirectional: true } or RecurrentLayer { GoBackwards: true }),
        });
    }

    /// <summary>A loss that learns has a line in the summary, as a layer has.</summary>
    private IReadOnlyList<Tensor> AddLoss()
    {
        if (_spec.Loss is not { Kind: LossKind.Crf })
            return [];
        string name = Unique("crf");
        IReadOnlyList<Tensor> own = LossTensors.OfCrf(_spec.Loss, name, Width, _tensors);
        _order.AddRange(own);
        _layers.Add(new LayerSummary(name, "Crf", "[B, T]", own.Sum(static tensor => tensor.Length)) { IsCausal = false });
        return own;
    }

    private string Shape() => (PerStep ? "[B, T, " : "[B, ") + Width + "]";

    private readonly HashSet<string> _identifiers = new(StringComparer.Ordinal);

    /// <summary>A region's name, numbered where another one gives the same identifier: layers may be a and A.</summary>
    private string UniqueRegion(string name)
    {
        string unique = name;
        for (var i = 2; !_identifiers.Add(Identifier.Pascal(unique)); i++)
            unique = name + "_" + i;
        return unique;
    }

    /// <summary>Kind and number: lstm, lstm2, ...</summary>
    private string Unique(string name)
    {
        _names.TryGetValue(name, out int count);
        _names[name] = ++count;
        return count == 1 ? name : name + count;
    }

    private void Embedding(EmbeddingLayer layer)
    {
        Tensor table = _tensors.Get(_name + ".weight", layer.Size, 0);
        int padding = layer.PaddingIndex ?? -1;
        if (padding > 0)
            table.Append(new TensorBlock(padding, "Normal", 1));
        if (padding >= 0)
            table.Append(new TensorBlock(1, "Constant", 0));
        if (layer.Vocabulary - padding - 1 > 0)
            table.Append(new TensorBlock(layer.Vocabulary - Math.Max(padding, -1) - 1, "Normal", 1));
        var region = new Region
        {
            Name = UniqueRegion(_name),
            Kind = RegionKind.Embedding,
            Inputs = [],
            Table = (table.Index, padding),
            Widths = [layer.Size],
        };
        _value = [Add(region, 0)];
    }

    /// <summary>Adds a region and returns one of its outputs.</summary>
    private Chunk Add(Region region, int output)
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
    private static Chunk Final(Region region, int state)
        => new(region.Name + "_" + region.Step!.States[state].Name + "_final", region.Step.States[state].Size, perStep: false)
        {
            Producer = region,
            FinalState = state,
        };

    private int DeclareStates(string prefix, string suffix, StepGraph step)
    {
        int first = _states.Count;
        _states.AddRange(step.States.Select(s => new ModelState($"{prefix}.{s.Name}{suffix}", s.Size, s.Initial)));
        return first;
    }
}
