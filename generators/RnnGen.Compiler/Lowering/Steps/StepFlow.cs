using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering.Steps;

/// <summary>
/// Which expressions of a step lie on a cycle through time: they depend on a carried value, and its next value depends
/// on them. Everything else can be computed for all steps at once, before the cycle or behind it.
/// </summary>
internal sealed class StepFlow
{
    private readonly StepSpec _step;
    private readonly List<StepParameter> _carried;
    private readonly Dictionary<string, (GraphExpr Value, string Path)> _locals = new(StringComparer.Ordinal);

    // by path: the carried values that an expression depends on within one step, and those whose next value needs it
    private readonly Dictionary<string, HashSet<int>> _reads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<int>> _feeds = new(StringComparer.Ordinal);
    private readonly int[] _cycles;

    public StepFlow(StepSpec step)
    {
        _step = step;
        _carried = [.. step.Parameters.Where(static parameter => parameter.IsCarried)];
        for (var i = 0; i < step.Body.Count; i++)
            _locals.Add(step.Body[i].Name, (step.Body[i].Value, $"step.body[{i}].value"));
        foreach ((GraphExpr value, string path) in _locals.Values)
            _ = Reads(value, path);
        for (var i = 0; i < step.Results.Count; i++)
            _ = Reads(step.Results[i], ResultPath(i));
        for (var i = 0; i < _carried.Count; i++)
            Feed(Next(i).Value, Next(i).Path, i);
        _cycles = Cycles();
    }

    public int Count => _carried.Count;

    public StepParameter this[int carried] => _carried[carried];

    /// <summary>The scores of the next token.</summary>
    public (GraphExpr Value, string Path) Scores => (_step.Results[0], ResultPath(0));

    public static string ResultPath(int result) => $"step.results[{result}]";

    /// <summary>The value that a carried one has after the step.</summary>
    public (GraphExpr Value, string Path) Next(int carried)
        => (_step.Results[carried + 1], ResultPath(carried + 1));

    /// <summary>The value of a local and where it is written; null for a parameter.</summary>
    public (GraphExpr Value, string Path)? Local(string name)
        => _locals.TryGetValue(name, out (GraphExpr, string) local) ? local : null;

    /// <summary>The number of a carried parameter, or -1.</summary>
    public int Carried(string name) => _carried.FindIndex(parameter => parameter.Name == name);

    /// <summary>Number of the cycle that an expression lies on, or -1; a carried value is on one in any case.</summary>
    public int CycleOf(GraphExpr expr, string path)
    {
        if (expr is NameValue name)
        {
            if (Carried(name.Name) is >= 0 and var carried)
                return _cycles[carried];
            if (Local(name.Name) is { } local)
                return CycleOf(local.Value, local.Path);
        }

        // the output of a state is a value of its cycle, whoever reads it
        if (expr is OutputOfState output)
            return CycleOf(output.Of, path + ".of");
        foreach (int read in _reads[path])
        {
            if (_feeds.TryGetValue(path, out HashSet<int>? feeds) && feeds.Any(fed => _cycles[fed] == _cycles[read]))
                return _cycles[read];
        }

        return -1;
    }

    /// <summary>The carried values of a cycle.</summary>
    public IEnumerable<int> Members(int cycle) => Enumerable.Range(0, Count).Where(i => _cycles[i] == cycle);

    /// <summary>Every expression of the step with its path, those inside others included.</summary>
    public IEnumerable<(GraphExpr Expr, string Path)> All()
        => _locals.Values.Concat(_step.Results.Select(static (result, i) => (result, ResultPath(i))))
            .SelectMany(static root => Inside(root.Item1, root.Item2));

    /// <summary>The call of the recurrent layer that goes on from a carried state; null where there is none.</summary>
    public (LayerCall Call, string Path)? LayerOf(string state, ModelSpec spec)
        => All().Where(one => one.Expr is LayerCall call && spec.Layers[call.Layer] is RecurrentLayer
                && call.Arguments.Count > 1 && call.Arguments[1] is NameValue name && name.Name == state)
            .Select(static one => ((LayerCall, string)?)((LayerCall)one.Expr, one.Path)).FirstOrDefault();

    private static IEnumerable<(GraphExpr Expr, string Path)> Inside(GraphExpr expr, string path)
        => GraphParts.Of(expr, path).SelectMany(static part => Inside(part.Expr, part.Path)).Prepend((expr, path));

    private HashSet<int> Reads(GraphExpr expr, string path)
    {
        if (_reads.TryGetValue(path, out HashSet<int>? known))
            return known;
        var reads = new HashSet<int>();
        _reads.Add(path, reads);
        if (expr is NameValue name)
        {
            if (Carried(name.Name) is >= 0 and var carried)
                reads.Add(carried);
            else if (Local(name.Name) is { } local)
                reads.UnionWith(Reads(local.Value, local.Path));
        }

        foreach ((GraphExpr part, string at) in GraphParts.Of(expr, path))
            reads.UnionWith(Reads(part, at));
        return reads;
    }

    private void Feed(GraphExpr expr, string path, int carried)
    {
        if (!_feeds.TryGetValue(path, out HashSet<int>? feeds))
            _feeds.Add(path, feeds = []);
        if (!feeds.Add(carried))
            return;
        if (expr is NameValue name && Local(name.Name) is { } local)
            Feed(local.Value, local.Path, carried);
        foreach ((GraphExpr part, string at) in GraphParts.Of(expr, path))
            Feed(part, at, carried);
    }

    /// <summary>Carried values whose next values need each other, now or later, have one number.</summary>
    private int[] Cycles()
    {
        var leads = new bool[Count, Count];
        for (var next = 0; next < Count; next++)
        {
            foreach (int read in _reads[Next(next).Path])
                leads[read, next] = true;
        }

        for (var via = 0; via < Count; via++)
            for (var from = 0; from < Count; from++)
                for (var to = 0; to < Count; to++)
                    leads[from, to] |= leads[from, via] && leads[via, to];
        return [.. Enumerable.Range(0, Count).Select(i
            => Enumerable.Range(0, i + 1).First(j => j == i || (leads[i, j] && leads[j, i])))];
    }
}
