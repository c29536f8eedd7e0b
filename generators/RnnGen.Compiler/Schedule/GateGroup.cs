using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>
/// Pre-activations of one layer and size side by side in one buffer, whose rows are [gates, padded units] and a space,
/// ordered so that those that share an operand are neighbours: input only, input and state, state only.
/// </summary>
internal sealed class GateGroup
{
    private readonly Dictionary<Accumulator, int> _slots = [];

    private GateGroup(string prefix, int units, int stride, IReadOnlyList<Accumulator> gates, Buffer buffer)
    {
        Prefix = prefix;
        Units = units;
        GateStride = stride;
        Gates = gates;
        Buffer = buffer;
        for (var slot = 0; slot < gates.Count; slot++)
            _slots.Add(gates[slot], slot);
    }

    /// <summary>What its names begin with behind that of the region; empty where the region is one layer.</summary>
    public string Prefix { get; }

    public int Units { get; }

    public int GateStride { get; }

    public IReadOnlyList<Accumulator> Gates { get; }

    public Buffer Buffer { get; }

    /// <summary>Groups the accumulators of a region.</summary>
    public static IReadOnlyList<GateGroup> Of(
        Region region, Memory memory, Func<string, int, Buffer> newBuffer)
    {
        StepGraph step = region.Step!;
        Dictionary<Accumulator, Node> nodes = step.Builder.Nodes.Where(static node => node.Op == Op.Affine)
            .ToDictionary(static node => node.Accumulator!);
        bool isOneLayer = step.Accumulators.Select(static a => a.Owner).Distinct().Count() == 1;
        return [.. step.Accumulators.Where(nodes.ContainsKey).GroupBy(static a => (a.Units, a.Owner)).Select(group =>
        {
            Accumulator[] gates = [.. group.OrderBy(gate => Order(nodes[gate]))];
            int stride = memory.Padded(group.Key.Units);
            string prefix = isOneLayer ? "" : group.Key.Owner + "_";
            Buffer buffer = newBuffer(prefix + "gates", gates.Length * stride);
            return new GateGroup(prefix, group.Key.Units, stride, gates, buffer);
        })];
    }

    public bool Has(Accumulator gate) => _slots.ContainsKey(gate);

    public int SlotOf(Accumulator gate) => _slots[gate];

    /// <summary>Where a gate is at the current step.</summary>
    public Place PlaceOf(Accumulator gate) => new(Buffer, SlotOf(gate) * GateStride);

    private static int Order(Node affine)
    {
        bool input = affine.Args.Any(static arg => arg.Op == Op.Input);
        bool other = affine.Args.Any(static arg => arg.Op != Op.Input);
        return input ? (other ? 1 : 0) : 2;
    }

    /// <summary>
    /// The terms of one operand by slot. Where an operand stands twice in an affine, its second term goes to a second
    /// round: a product multiplies each gate once.
    /// </summary>
    public static IReadOnlyList<Dictionary<int, WeightTerm>> Rounds(IEnumerable<(int Slot, WeightTerm Term)> terms)
    {
        var rounds = new List<Dictionary<int, WeightTerm>>();
        foreach ((int slot, WeightTerm term) in terms)
        {
            Dictionary<int, WeightTerm>? round = rounds.Find(candidate => !candidate.ContainsKey(slot));
            if (round is null)
                rounds.Add(round = []);
            round.Add(slot, term);
        }

        return rounds;
    }

    /// <summary>Runs of neighbouring slots, at most <paramref name="longest"/> each.</summary>
    public static IEnumerable<IReadOnlyList<int>> Runs(IEnumerable<int> slots, int longest)
    {
        var run = new List<int>();
        foreach (int slot in slots.OrderBy(static slot => slot))
        {
            if (run.Count > 0 && (run[run.Count - 1] + 1 != slot || run.Count == longest))
            {
                yield return run;
                run = [];
            }

            run.Add(slot);
        }

        if (run.Count > 0)
            yield return run;
    }
}
