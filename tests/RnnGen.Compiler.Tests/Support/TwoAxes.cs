using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Tests.Support;

/// <summary>
/// A network of two axes, made by hand. An LSTM reads the source; another one goes on from its states along the target,
/// beside a GRU that reads the target from its end. A read-out joins the last outputs of the encoder and the decoder.
/// </summary>
internal sealed class TwoAxes
{
    private const int Units = 5;
    private readonly TensorSet _tensors = new();
    private readonly SiteSet _sites = new();
    private readonly List<ModelState> _states = [];
    private readonly bool _training;

    private TwoAxes(bool training) => _training = training;

    public static Network Make(bool training) => new TwoAxes(training).Make();

    private Network Make()
    {
        var source = new Chunk("source", 3, perStep: true);
        var target = new Chunk("target", 2, perStep: true) { Axis = 1, OutputIndex = 1 };
        Region encode = Scan("encode", Specs.LstmLayer(Units), source);
        Region decode = Scan("decode", Specs.LstmLayer(Units), target, [Final(encode, 0), Final(encode, 1)]);
        Region back = Scan("back", Specs.GruLayer(Units), target, isReverse: true);
        var decoded = new Region
        {
            Name = "decoded",
            Kind = RegionKind.Reorder,
            PerStep = false,
            Inputs = [Final(decode, 0)],
            Widths = [Units],
        };
        Region read = Dense("read", 2, Final(encode, 0), Output(decoded));
        return new Network
        {
            Spec = Specs.Model("TwoAxes", 3) with { Precision = Precision.Double, Loss = null },
            Axes = [new Axis(0, "source", 0), new Axis(1, "target", 0)],
            Inputs = [new NetworkInput("source", 0, source, 0), new NetworkInput("target", 1, target, 0)],
            Outputs =
            [
                new NetworkOutput("steps", [Output(decode), Output(back)], null),
                new NetworkOutput("last", [Output(read)], null),
            ],
            Regions = [encode, decode, back, decoded, read],
            Tensors = _tensors.All,
            States = _states,
            Sites = _sites.All,
            MaskViews = _sites.Views,
            Layers = [],
            IsCausal = false,
        };
    }

    private Region Scan(
        string name, LayerSpec layer, Chunk input, IReadOnlyList<Chunk>? initial = null, bool isReverse = false)
    {
        StepGraph step = CellLowering.Run(new CellContext
        {
            Layer = (RecurrentLayer)layer,
            Path = "layers[0]",
            Hidden = Units,
            InputSizes = [input.Size],
            Name = name,
            Use = name,
            Suffix = "_l0",
            Tensors = _tensors,
            Sites = _sites,
            Training = _training,
        });
        if (initial is null)
        {
            _states.AddRange(step.States.Select(s
                => new ModelState($"{name}.{s.Name}", s.Size, s.Initial, input.Axis)));
        }

        return new Region
        {
            Name = name,
            Kind = RegionKind.Scan,
            Axis = input.Axis,
            IsReverse = isReverse,
            Inputs = [input],
            InitialStates = initial ?? [],
            Step = step,
        };
    }

    private Region Dense(string name, int units, params Chunk[] inputs)
    {
        var graph = new GraphBuilder();
        Accumulator accumulator = graph.NewAccumulator(name, units);
        int width = inputs.Sum(static chunk => chunk.Size);
        Tensor weight = _tensors.Get(name + ".weight", width, 0);
        weight.Append(new TensorBlock(units, "Uniform", 0.5));
        var column = 0;
        foreach (Chunk chunk in inputs)
        {
            accumulator.Terms.Add(new WeightTerm(weight.Index, 0, column, chunk.Size, width));
            column += chunk.Size;
        }

        Node z = graph.Affine(
            accumulator, [.. inputs.Select((chunk, i) => graph.Leaf(Op.Input, i, chunk.Size, "x" + i))]);
        return new Region
        {
            Name = name,
            Kind = RegionKind.Map,
            PerStep = false,
            Inputs = inputs,
            Step = new StepGraph
            {
                Builder = graph,
                InputSizes = [.. inputs.Select(static chunk => chunk.Size)],
                States = [],
                NextStates = [],
                Outputs = [z],
                Accumulators = [accumulator],
                Parameters = [],
            },
        };
    }

    private static Chunk Output(Region region)
        => new(region.Name, region.OutputSizes[0], region.PerStep) { Producer = region };

    private static Chunk Final(Region region, int state)
        => new(region.Name + "_final" + state, Units, perStep: false) { Producer = region, FinalState = state };
}
