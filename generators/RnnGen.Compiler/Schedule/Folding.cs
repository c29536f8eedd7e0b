using System.Globalization;
using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>
/// Which scans read an embedding and nothing else, so that what their gates start from is a row of a table a token, and
/// whether those tables fit the declared budget: all of them or none.
/// </summary>
internal sealed class Folding
{
    private readonly Network _network;
    private readonly Memory _memory;
    private readonly IReadOnlyList<Region> _folded;
    private readonly List<Instruction> _body = [];

    private Folding(Network network, Memory memory, IReadOnlyList<Region> folded, string note)
    {
        _network = network;
        _memory = memory;
        _folded = folded;
        Note = note;
    }

    /// <summary>What was folded or why not, for people.</summary>
    public string Note { get; }

    /// <summary>What fills the tables, once all regions are scheduled.</summary>
    public RegionProgram? Program
        => _body.Count == 0 ? null : new RegionProgram(_folded[0], "Fold", "Fold", _body);

    /// <summary>The decision for a model in the evaluation form; null where it has no embedding.</summary>
    public static Folding? Decide(
        Network network, IReadOnlyDictionary<Region, RegionMemory> regions, Memory memory)
    {
        if (!network.Regions.Any(static region => region.Kind == RegionKind.Embedding))
            return null;
        if (network.Regions.Any(static region => region.Kind == RegionKind.Embedding && region.TokenInput > 0))
            return new Folding(network, memory, [], "Not folded: not all tokens are those of the first input.");
        List<Region> readers = [.. network.Regions.Where(static region => ReadsTokens(region))];
        if (readers.Count == 0)
            return new Folding(network, memory, [], "Not folded: no recurrent layer reads the embedding directly.");
        long bytes = readers.Sum(region => Bytes(region, regions[region], network, memory));
        string names = string.Join(", ", readers.Select(static region => region.Name));
        string figures = $"{Text(bytes)} bytes, the budget is {Text(network.Spec.FoldBudget)}";
        return bytes > network.Spec.FoldBudget
            ? new Folding(network, memory, [], $"Not folded: the gates of {names} by token take {figures}.")
            : new Folding(network, memory, readers, $"Folded: the gates of {names} by token take {figures}.");
    }

    /// <summary>Whether nobody reads an embedding's rows where the tables are up to date.</summary>
    public bool Replaces(Region embedding)
        => !_network.Outputs.Any(output => output.Chunks.Any(chunk => chunk.Producer == embedding))
            && _network.Regions.Where(region => region.Reads.Any(chunk => chunk.Producer == embedding))
                .All(region => _folded.Contains(region) && !ReadsOutsideProducts(region.Step!));

    /// <summary>
    /// What stands for the start of a region's gates, where that is folded. Its table is filled by the same
    /// instructions over tokens instead of steps, so that each sum is the same chain.
    /// </summary>
    public IReadOnlyList<Instruction> Fold(Region region, IReadOnlyList<Instruction> start)
    {
        if (!_folded.Contains(region))
            return start;
        Region embedding = region.Inputs[0].Producer!;
        var weights = new Place(new Buffer(
            Identifier.Camel(embedding.Name + "_weight"), Extent.Embedding, embedding.Widths[0])
        {
            Offset = _network.OffsetOf(embedding.Table.Tensor),
        });
        var tables = new Dictionary<Buffer, Buffer>();
        Place InTable(Place gates)
        {
            if (!tables.TryGetValue(gates.Buffer, out Buffer? table))
                tables.Add(gates.Buffer, table = _memory.Folded(
                    gates.Buffer.Name + "Folded", Tokens(embedding, _network), gates.Buffer.Width));
            return new Place(table, gates.Column);
        }

        _body.AddRange(start.Select(instruction => instruction switch
        {
            Multiply multiply => multiply with
            {
                Span = Span.Tokens,
                Operand = weights,
                Target = InTable(multiply.Target),
            },
            FillRows fill => (Instruction)(fill with { Span = Span.Tokens, Target = InTable(fill.Target) }),
            _ => throw new InvalidOperationException($"{instruction} cannot be folded."),
        }));
        return
        [
            new WhenFolded(
                [.. tables.Select(static pair => new GatherFolded(pair.Value, new Place(pair.Key)))], start),
        ];
    }

    /// <summary>Whether a scan's whole input is an embedding that it multiplies.</summary>
    private static bool ReadsTokens(Region region)
        => region.Kind == RegionKind.Scan && region.Inputs.Count == 1
            && region.Inputs[0].Producer is { Kind: RegionKind.Embedding }
            && Multiplied(region.Step!).Any();

    private static bool ReadsOutsideProducts(StepGraph step)
        => step.Memories.Count > 0 || step.Builder.Nodes.Where(static node => node.Op != Op.Affine)
            .SelectMany(static node => node.Args).Concat(step.NextStates).Concat(step.Outputs)
            .Any(static node => node.Op == Op.Input);

    private static IEnumerable<Accumulator> Multiplied(StepGraph step)
        => step.Builder.Nodes
            .Where(static node => node.Op == Op.Affine && node.Args.Any(static arg => arg.Op == Op.Input))
            .Select(static node => node.Accumulator!);

    private static long Bytes(Region region, RegionMemory places, Network network, Memory memory)
        => places.Groups.Where(group => Multiplied(region.Step!).Any(group.Has))
            .Sum(static group => (long)group.Buffer.Width)
            * Tokens(region.Inputs[0].Producer!, network) * (64 / memory.Padding);

    private static int Tokens(Region embedding, Network network)
        => network.Tensors.First(tensor => tensor.Index == embedding.Table.Tensor).Rows;

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
