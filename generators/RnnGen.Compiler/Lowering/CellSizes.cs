using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// Sizes of a cell's states: what its equations return for them; the hidden size where they leave it open.
/// A vector is a list of chunks, so that <c>units: 4</c> is four chunks of the hidden size and Split and Concat cost nothing.
/// </summary>
internal sealed class CellSizes(CellContext context)
{
    private readonly CellSpec _cell = context.Layer.Cell;
    private readonly Dictionary<string, int[]?> _known = [];

    /// <summary>Chunks of each state.</summary>
    public IReadOnlyList<int[]> Infer()
    {
        var states = new int[]?[_cell.States.Count];
        // one more state may become known in each round
        for (var round = 0; round <= states.Length; round++)
        {
            Round(states);
            if (round == 0)
                continue;
            int open = Array.FindIndex(states, static state => state is null);
            if (open < 0)
                break;
            states[open] = [context.Hidden];
        }

        Round(states);
        return [.. states.Select(state => state ?? [context.Hidden])];
    }

    /// <summary>Units that the layer behind gets: of the cell's separate output, or of its first state.</summary>
    public int Output()
    {
        int[] first = Infer()[0];
        return (_cell.HasSeparateOutput ? Of(_cell.Returns[0]) : first) is { Length: > 0 } size ? size.Sum()
            : context.Hidden;
    }

    private void Round(int[]?[] states)
    {
        _known.Clear();
        _known[_cell.Input] = [.. context.InputSizes];
        for (var j = 0; j < states.Length; j++)
            _known[_cell.States[j].Name] = states[j];
        foreach (CellStatement statement in _cell.Body)
            Define(statement);
        int first = _cell.HasSeparateOutput ? 1 : 0;
        for (var j = 0; j < states.Length; j++)
            states[j] ??= Of(_cell.Returns[first + j]) is { Length: > 0 } size ? size : null;
    }

    private void Define(CellStatement statement)
    {
        int[]? size = Of(statement.Value);
        if (statement.Names.Count == 1)
        {
            _known[statement.Names[0]] = size;
            return;
        }

        int parts = statement.Names.Count;
        for (var i = 0; i < parts; i++)
            _known[statement.Names[i]] = size is null || size.Length % parts != 0 ? null : Part(size, parts, i);
    }

    /// <summary>Part <paramref name="index"/> of <paramref name="parts"/> equal runs of chunks.</summary>
    public static T[] Part<T>(T[] chunks, int parts, int index)
        => [.. chunks.Skip(index * (chunks.Length / parts)).Take(chunks.Length / parts)];

    /// <summary>Chunks of an expression; empty for a number, null where not known yet.</summary>
    private int[]? Of(CellExpr expr) => expr switch
    {
        NumberExpr => [],
        NameExpr name => _known.TryGetValue(name.Name, out int[]? size) ? size : null,
        AffineExpr affine => Units(affine.Units),
        ParameterExpr parameter => Units(parameter.Units),
        ScaleExpr scale => Of(scale.Operand),
        LayerNormExpr norm => Of(norm.Operand),
        CallExpr { Function: CellFunction.Concat } call
            => call.Arguments.Select(Of).ToList() is var parts && parts.Contains(null) ? null
                : [.. parts.SelectMany(static p => p!)],
        CallExpr { Function: CellFunction.Split } call => Of(call.Arguments[0]),
        CallExpr call => call.Arguments.Select(Of).FirstOrDefault(static size => size is { Length: > 0 })
            ?? (call.Arguments.Select(Of).Contains(null) ? null : []),
        _ => null,
    };

    /// <summary>Chunks of a declared size.</summary>
    public int[] Units(SizeSpec size)
    {
        if (size.Name is null)
            return [.. Enumerable.Repeat(context.Hidden, size.Multiple)];
        foreach (NamedSize named in context.Layer.NamedSizes)
        {
            if (named.Name == size.Name)
                return [named.Value];
        }

        throw new DeclarationException(DiagnosticIds.MissingNamedSize, context.Path, _cell.Name, size.Name);
    }
}
