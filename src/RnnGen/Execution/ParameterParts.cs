using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>
/// Cuts the flat parameters into parts of about equal size, by the model alone: at rows of tensors, and inside a block
/// of packed weights only where a register of 64 bytes ends. So no two parts write the same packed or flat float.
/// </summary>
internal sealed class ParameterParts
{
    // Small enough for the second cache with its moments.
    private const int LargestPart = 1 << 14;

    // Big enough that handing out a part costs nothing beside it.
    private const int SmallestPart = 1 << 12;

    // A model of at least two of the smallest parts has a few of them, so that threads share it.
    private const int Few = 4;

    private readonly ModelInfo _info;
    private readonly WeightLayout _layout;
    private readonly int[] _tables;
    private readonly int _lanes;
    private readonly int _partLength;

    private ParameterParts(ModelInfo info, WeightLayout layout, int lanes)
    {
        _info = info;
        _layout = layout;
        _tables = TablesOf(info);
        _lanes = lanes;
        long length = info.Parameters.Sum(static tensor => (long)tensor.Length);
        _partLength = length < 2 * SmallestPart ? LargestPart
            : (int)Math.Clamp(length / Few, SmallestPart, LargestPart);
    }

    /// <summary>The parts, in the flat buffer's order; together they are all of it.</summary>
    /// <param name="info">The model.</param>
    /// <param name="layout">Its tables.</param>
    /// <param name="lanes">Floats in 64 bytes.</param>
    public static ParameterPart[] Of(ModelInfo info, WeightLayout layout, int lanes) =>
        new ParameterParts(info, layout, lanes).Cut();

    /// <summary>
    /// Indices of the parameters that tokens select rows of, however many inputs' do: tables of a part are counted so.
    /// </summary>
    public static int[] TablesOf(ModelInfo info) =>
        [.. info.TokenTables.Select(static table => table.Parameter).Distinct()];

    private ParameterPart[] Cut()
    {
        var parts = new List<ParameterPart>();
        int start = 0, end = 0;
        foreach (ParameterInfo tensor in _info.Parameters)
        {
            end = (int)tensor.Offset;
            for (int row = 1; row <= tensor.Rows; row++)
            {
                end += Math.Max(1, tensor.Columns);
                if (end - start < _partLength || !MayCut(tensor, row))
                    continue;
                parts.Add(Part(start, end));
                start = end;
            }
        }

        if (start < end)
            parts.Add(Part(start, end));
        return [.. parts];
    }

    private bool MayCut(ParameterInfo tensor, int row)
    {
        if (row == tensor.Rows)
            return true;
        if (tensor.Columns == 0)
            return false;
        foreach (PanelBlock block in _layout.Panels)
        {
            if (!MayCut(tensor, row, block.Weights, block.RowLength, block.Units))
                return false;
        }

        foreach (GradientBlock block in _layout.Gradients)
        {
            if (!MayCut(tensor, row, block.Weights, block.RowLength, block.Units))
                return false;
        }

        return true;
    }

    private bool MayCut(ParameterInfo tensor, int row, long weights, int rowLength, int units)
    {
        if (!Holds(tensor, weights))
            return true;
        long first = (weights - tensor.Offset) / tensor.Columns;
        return rowLength == tensor.Columns && (row <= first || row >= first + units || (row - first) % _lanes == 0);
    }

    private static bool Holds(ParameterInfo tensor, long weights) =>
        weights >= tensor.Offset && weights < tensor.Offset + tensor.Length;

    private ParameterPart Part(int start, int end)
    {
        var panels = new List<BlockRange>();
        for (int i = 0; i < _layout.Panels.Count; i++)
        {
            PanelBlock block = _layout.Panels[i];
            AddRows(panels, i, start, end, block.Weights, block.RowLength, block.Units);
        }

        var gradients = new List<BlockRange>();
        for (int i = 0; i < _layout.Gradients.Count; i++)
        {
            GradientBlock block = _layout.Gradients[i];
            AddRows(gradients, i, start, end, block.Weights, block.RowLength, block.Units);
        }

        int[] vectors = [.. Enumerable.Range(0, _layout.VectorGradients.Count)
            .Where(i => _layout.VectorGradients[i].Weights >= start && _layout.VectorGradients[i].Weights < end)];
        var tables = new List<BlockRange>();
        for (int i = 0; i < _tables.Length; i++)
        {
            ParameterInfo table = _info.Parameters[_tables[i]];
            AddRows(tables, i, start, end, table.Offset, table.Columns, table.Rows);
        }

        return new ParameterPart(start, end - start)
        {
            Panels = [.. panels],
            Gradients = [.. gradients],
            VectorGradients = vectors,
            Tables = [.. tables],
            Overwrites = IsPartition(start, end, gradients, vectors, tables),
        };
    }

    /// <summary>The rows of a block that begin in a part; a part never ends inside a row.</summary>
    private static void AddRows(
        List<BlockRange> ranges, int index, int start, int end, long weights, int rowLength, int rows)
    {
        long from = Math.Clamp((start - weights + rowLength - 1) / rowLength, 0, rows);
        long to = Math.Clamp((end - weights + rowLength - 1) / rowLength, 0, rows);
        if (start <= weights)
            from = 0;
        if (end <= weights)
            to = 0;
        if (from < to)
            ranges.Add(new BlockRange(index, (int)from, (int)to));
    }

    private bool IsPartition(int start, int end, List<BlockRange> gradients, int[] vectors, List<BlockRange> tables)
    {
        var isWritten = new bool[end - start];
        int written = 0;
        bool Write(long first, int count)
        {
            Span<bool> range = isWritten.AsSpan((int)(first - start), count);
            bool isFree = !range.Contains(true);
            range.Fill(true);
            written += count;
            return isFree;
        }

        foreach ((int index, int from, int to) in gradients)
        {
            GradientBlock block = _layout.Gradients[index];
            for (int unit = from; unit < to; unit++)
            {
                if (!Write(block.Weights + ((long)unit * block.RowLength), block.K))
                    return false;
            }
        }

        foreach (int index in vectors)
        {
            if (!Write(_layout.VectorGradients[index].Weights, _layout.VectorGradients[index].Units))
                return false;
        }

        foreach ((int index, int from, int to) in tables)
        {
            ParameterInfo table = _info.Parameters[_tables[index]];
            if (!Write(table.Offset + ((long)from * table.Columns), (to - from) * table.Columns))
                return false;
        }

        return written == end - start;
    }
}
