using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>
/// Orders the point-wise work of a step: which values are computed in which loop, which are read back from memory and
/// which are cheap enough to compute again. Runs from the last loop to the first, so that every demand on an earlier loop
/// is known when that loop is built.
/// </summary>
internal sealed class StepScheduler(Func<Node, Place?> homeOf, Func<Node, Place> newScratch)
{
    private readonly Dictionary<Node, Position> _available = [];
    private readonly Dictionary<Node, Place> _results = [];
    private readonly Dictionary<Position, LoopBuilder> _loops = [];
    private readonly Dictionary<Node, (Place Place, Position At)> _stored = [];
    private readonly List<(Place Place, Node Node, Position At)> _reads = [];
    private readonly List<(Place Place, Node Node, Position At)> _writes = [];
    private readonly Dictionary<Position, HashSet<Node>> _scalarsAt = [];
    private readonly Dictionary<Node, int> _latencies = [];

    // Instructions one after the other in an exponential, a quotient, a root.
    private const int SlowOperation = 12;

    /// <summary>Phase in which each term of an affine node is multiplied; -1 for a term that left the time loop.</summary>
    public Dictionary<Node, int[]> TermPhases { get; } = [];

    /// <summary>Phase of each transposed product.</summary>
    public Dictionary<Node, int> TransposedPhases { get; } = [];

    /// <summary>Phase of each attention, and backward of its gradient.</summary>
    public Dictionary<Node, int> AttendPhases { get; } = [];

    /// <summary>States where a matrix node's result is.</summary>
    public void SetResult(Node matrix, Place place) => _results[matrix] = place;

    /// <summary>
    /// Asks for a value in memory; <paramref name="size"/> is the target's (0 for a number of the row). Where the
    /// target <paramref name="keeps"/> it, later loops read it there.
    /// </summary>
    public void Store(
        Node node, Place target, int size, bool adds = false, bool clearsPadding = false, bool keeps = true)
    {
        Position at = Available(node);
        _writes.Add((target, node, at));
        if (keeps && !adds && node.Op != Op.Constant && node.Size == size && !_stored.ContainsKey(node))
            _stored[node] = (target, at);
        LoopAt(at).Stores.Add(new StoreTo(target, node, size, adds) { ClearsPadding = clearsPadding });
    }

    /// <summary>Notes that a product overwrites a place before the kernel of a phase.</summary>
    public void ProductWrites(Node node, Place target, int phase)
        => _writes.Add((target, node, new Position(phase, -1)));

    /// <summary>Builds the kernels, by phase.</summary>
    public SortedDictionary<int, List<Loop>> Run()
    {
        var result = new SortedDictionary<int, List<Loop>>(Comparer<int>.Default);
        while (_loops.Keys.Where(key => !_loops[key].IsBuilt).Select(static key => (Position?)key).Max() is { } at)
            Build(at, _loops[at]);
        foreach (Position at in _loops.Keys.OrderBy(static key => key))
        {
            if (!result.TryGetValue(at.Phase, out List<Loop>? loops))
                result.Add(at.Phase, loops = []);
            loops.AddRange(_loops[at].Result);
        }

        return result;
    }

    /// <summary>Values whose memory is overwritten while a later loop still reads them.</summary>
    public IEnumerable<Node> Conflicts() => _reads.Where(IsOverwritten).Select(static read => read.Node).Distinct();

    /// <summary>Whether the last write before a read was of another value.</summary>
    private bool IsOverwritten((Place Place, Node Node, Position At) read)
    {
        List<(Place Place, Node Node, Position At)> before =
            [.. _writes.Where(write => write.Place == read.Place && write.At.CompareTo(read.At) < 0)];
        if (before.Count == 0)
            return false;
        Position last = before.Select(static write => write.At).Aggregate(Position.Max);
        return before.Exists(write => write.At == last && !ReferenceEquals(write.Node, read.Node));
    }

    /// <summary>First position at which a value can be had.</summary>
    public Position Available(Node node)
    {
        if (_available.TryGetValue(node, out Position known))
            return known;
        Position at = homeOf(node) is not null ? default : OpInfo.Of(node.Op).Class switch
        {
            OpClass.Leaf => default,
            OpClass.Matrix => new Position(MatrixPhase(node), 0),
            OpClass.Reduction => Available(node.Args[0]) is var arg ? new Position(arg.Phase, arg.Level + 1) : default,
            _ => node.Args.Select(Available).Aggregate(default(Position), Position.Max),
        };
        _available[node] = at;
        return at;
    }

    private int MatrixPhase(Node node)
    {
        if (node.Op == Op.Transposed)
            return TransposedPhases[node] = node.Args.Max(arg => Available(arg).Phase) + 1;
        if (node.Op is Op.Attend or Op.AttendGradient)
            return AttendPhases[node] = ReadPhase(node.Args[node.Args.Length - 1]);
        var phases = new int[node.Args.Length];
        var last = 0;
        for (var i = 0; i < phases.Length; i++)
        {
            Node operand = node.Args[i];
            if (operand.Op == Op.Input)
                phases[i] = -1;
            else
                phases[i] = last = Math.Max(last, ReadPhase(operand));
        }

        TermPhases[node] = phases;
        return last;
    }

    /// <summary>
    /// Phase in which an operand can be read from memory. Some are there before the step and some as the result of
    /// their phase; any other one is stored by a kernel.
    /// </summary>
    private int ReadPhase(Node operand) => operand.Op switch
    {
        Op.Input or Op.State or Op.OutputGradient => 0,
        Op.Attend or Op.AttendGradient or Op.Transposed => Available(operand).Phase,
        _ => Available(operand).Phase + 1,
    };

    private LoopBuilder LoopAt(Position at)
    {
        if (!_loops.TryGetValue(at, out LoopBuilder? loop))
            _loops.Add(at, loop = new LoopBuilder());
        return loop;
    }

    private void Build(Position at, LoopBuilder builder)
    {
        builder.IsBuilt = true;
        var scalars = new List<Definition>();
        IEnumerable<int> sizes = builder.Stores.Select(static store => store.Size)
            .Concat(builder.Reductions.Select(static node => node.Args[0].Size)).Distinct()
                .OrderByDescending(static size => size);
        var loops = new List<Loop>();
        foreach (int size in sizes.ToList())
        {
            List<StoreTo> stores = [.. builder.Stores.Where(store => store.Size == size)];
            List<Node> reductions = size == 0 ? [] : [.. builder.Reductions.Where(node => node.Args[0].Size == size)];
            var definitions = new List<Definition>();
            var seen = new HashSet<Node>();
            foreach (Node root in reductions.Select(static node => node.Args[0])
                .Concat(stores.Select(static s => s.Value)))
                Define(root, at, definitions, seen, scalars);
            loops.Add(new Loop(size, [], definitions, reductions, stores));
        }

        // numbers of the row that loops of this position or later ones of its phase need
        if (_scalarsAt.TryGetValue(at, out HashSet<Node>? own))
        {
            var seen = new HashSet<Node>();
            foreach (Node node in own.OrderBy(static node => node.Id))
                DefineScalar(node, at, scalars, seen);
        }

        if (scalars.Count > 0)
            loops.Insert(0, new Loop(0, scalars, [], [], []));
        builder.Result.AddRange(loops);
    }

    private void Define(
        Node node, Position at, List<Definition> definitions, HashSet<Node> seen, List<Definition> scalars)
    {
        if (node.Op == Op.Constant || !seen.Add(node))
            return;
        if (node.Size == 0)
        {
            DemandScalar(node, at);
            return;
        }

        if (Source(node, at) is { } place)
        {
            definitions.Add(new Definition(node, place));
            _reads.Add((place, node, at));
            return;
        }

        // What the longest chain starts with comes first: the rest is computed while that waits.
        foreach (Node arg in node.Args.OrderByDescending(Latency))
            Define(arg, at, definitions, seen, scalars);
        definitions.Add(new Definition(node, null));
    }

    /// <summary>How long the longest chain to a value is, roughly: in operations of one instruction.</summary>
    private int Latency(Node node)
    {
        if (_latencies.TryGetValue(node, out int known))
            return known;
        OpInfo info = OpInfo.Of(node.Op);
        int own = info.Class is OpClass.Leaf or OpClass.Matrix || homeOf(node) is not null ? 0
            : (info.IsCheap ? 1 : SlowOperation) + node.Args.Max(Latency);
        _latencies.Add(node, own);
        return own;
    }

    /// <summary>Where a vector is read from at a position, or null where it is computed there.</summary>
    private Place? Source(Node node, Position at)
    {
        if (homeOf(node) is { } home)
            return home;
        if (_results.TryGetValue(node, out Place? result))
            return result;
        Position available = Available(node);
        if (available.CompareTo(at) >= 0)
            return null;
        if (_stored.TryGetValue(node, out (Place Place, Position At) stored) && stored.At.CompareTo(at) < 0)
            return stored.Place;
        if (OpInfo.Of(node.Op).IsCheap && CanRepeat(node))
            return null;
        Place scratch = newScratch(node);
        Store(node, scratch, node.Size);
        return scratch;
    }

    /// <summary>A cheap value of cheap values: computing it again costs less than memory.</summary>
    private bool CanRepeat(Node node)
        => node.Args.All(arg
            => arg.Op == Op.Constant || arg.Size == 0 || homeOf(arg) is not null || _results.ContainsKey(arg)
            || _stored.ContainsKey(arg));

    /// <summary>A number of the row: a local of the kernel within its phase, memory across phases.</summary>
    private void DemandScalar(Node node, Position at)
    {
        if (node.Op == Op.Constant)
            return;
        Position available = Available(node);
        Position home = homeOf(node) is not null || available.Phase < at.Phase ? new Position(at.Phase, 0) : available;
        if (!_scalarsAt.TryGetValue(home, out HashSet<Node>? scalars))
            _scalarsAt.Add(home, scalars = []);
        if (scalars.Add(node))
        {
            LoopAt(home);
            if (home.CompareTo(at) > 0)
                throw new InvalidOperationException("A number is needed before it is known.");
            if (homeOf(node) is null && available.Phase == at.Phase)
                DemandArguments(node, home);
        }
    }

    private void DemandArguments(Node node, Position at)
    {
        if (OpInfo.Of(node.Op).Class == OpClass.Reduction)
        {
            Position loop = Available(node.Args[0]);
            if (!LoopAt(loop).Reductions.Contains(node))
                LoopAt(loop).Reductions.Add(node);
            return;
        }

        foreach (Node arg in node.Args)
        {
            if (arg.Size > 0)
                throw new InvalidOperationException("A number of a row depends on a vector other than by a reduction.");
            DemandScalar(arg, at);
        }
    }

    private void DefineScalar(Node node, Position at, List<Definition> scalars, HashSet<Node> seen)
    {
        if (node.Op == Op.Constant || !seen.Add(node) || scalars.Any(d => ReferenceEquals(d.Node, node)))
            return;
        Position available = Available(node);
        Place? place = homeOf(node);
        if (place is null && available.Phase < at.Phase)
        {
            place = _stored.TryGetValue(node, out (Place Place, Position At) stored) ? stored.Place : newScratch(node);
            if (!_stored.ContainsKey(node))
                Store(node, place, 0);
        }

        if (place is not null)
        {
            scalars.Add(new Definition(node, place));
            _reads.Add((place, node, at));
        }
        else if (OpInfo.Of(node.Op).Class != OpClass.Reduction)
        {
            foreach (Node arg in node.Args.Where(static arg => arg.Size == 0))
            {
                if (Available(arg).Equals(at))
                    DefineScalar(arg, at, scalars, seen);
            }

            scalars.Add(new Definition(node, null));
        }
        else
        {
            scalars.Add(new Definition(node, null));
        }
    }

    private sealed class LoopBuilder
    {
        public bool IsBuilt { get; set; }

        public List<StoreTo> Stores { get; } = [];

        public List<Node> Reductions { get; } = [];

        public List<Loop> Result { get; } = [];
    }
}
