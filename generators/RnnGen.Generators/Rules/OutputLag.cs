namespace RnnGen.Generators.Rules;

/// <summary>
/// Finds a separate output that is made of old states only: <c>y = B [x, h]</c> beside <c>h' = tanh(A [x, h])</c> is
/// one step late. Where output and new states share a value, the output is not late.
/// </summary>
internal sealed class OutputLag
{
    private readonly CellSpec _cell;
    private readonly Dictionary<string, CellExpr> _locals = new(StringComparer.Ordinal);

    private OutputLag(CellSpec cell)
    {
        _cell = cell;
        foreach (CellStatement statement in cell.Body)
        {
            foreach (string name in statement.Names)
                _locals[name] = statement.Value;
        }
    }

    /// <summary>The old state that the output reads, or null where it is not late.</summary>
    public static string? Of(CellSpec cell) => cell.HasSeparateOutput ? new OutputLag(cell).Find() : null;

    private string? Find()
    {
        HashSet<string> output = Reached(_cell.Returns[0]);
        foreach (CellExpr next in _cell.Returns.Skip(1))
        {
            bool keeps = next is NameExpr kept && output.Contains(kept.Name);
            if (keeps || Reached(next).Any(name => _locals.ContainsKey(name) && output.Contains(name)))
                return null;
        }

        return _cell.States.FirstOrDefault(state => output.Contains(state.Name))?.Name;
    }

    /// <summary>The names behind an expression; a local that only joins others is not counted itself.</summary>
    private HashSet<string> Reached(CellExpr root)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<CellExpr>([root]);
        while (open.Count > 0)
        {
            CellExpr expr = open.Pop();
            if (expr is NameExpr { Name: var name } && seen.Add(name))
            {
                bool isLocal = _locals.TryGetValue(name, out CellExpr? value);
                if (isLocal)
                    open.Push(value!);
                if (!isLocal || !Joins(value!))
                    names.Add(name);
            }

            foreach (CellExpr child in expr.Parts())
                open.Push(child);
        }

        return names;
    }

    private static bool Joins(CellExpr value)
        => value is NameExpr or CallExpr { Function: CellFunction.Concat or CellFunction.Split };
}
