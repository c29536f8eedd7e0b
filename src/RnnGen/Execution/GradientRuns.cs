using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>
/// Where the flat gradient may differ from zero: not in the rows of token tables that no token selected. On a large
/// vocabulary these are most of the gradient, and their zeros need not be read.
/// </summary>
internal sealed class GradientRuns
{
    private readonly RowSet _touched;
    private readonly Table[] _tables;

    /// <summary>The runs between some tables.</summary>
    /// <param name="tables">The model's token tables.</param>
    /// <param name="touched">Rows that a token selected, the same of each table.</param>
    public GradientRuns(IEnumerable<ParameterInfo> tables, RowSet touched)
    {
        _touched = touched;
        _tables = [.. tables.OrderBy(static table => table.Offset)
            .Select(static table => new Table((int)table.Offset, (int)(table.Offset + table.Length), table.Columns))];
    }

    /// <summary>Whether other rows are known to be zero; where not, everything is one run.</summary>
    public bool IsSparse { get; set; }

    /// <summary>The first run from a position on.</summary>
    /// <param name="position">A float of the flat gradient.</param>
    /// <param name="end">Where to stop looking.</param>
    /// <returns>Where it begins and ends, both at most <paramref name="end"/>; empty where there is none.</returns>
    public (int From, int To) Next(int position, int end)
    {
        if (!IsSparse)
            return (position, end);

        foreach (Table table in _tables)
        {
            if (position >= end)
                break;
            if (position < table.Start)
                return (position, Math.Min(table.Start, end));
            int row = position < table.End ? _touched.Next((position - table.Start) / table.Columns) : -1;
            if (row >= 0)
            {
                int from = Math.Max(position, table.Start + (row * table.Columns));
                int to = table.Start + (_touched.NextAbsent(row) * table.Columns);
                return (Math.Min(from, end), Math.Min(Math.Min(to, table.End), end));
            }

            position = Math.Max(position, table.End);
        }

        return (Math.Min(position, end), end);
    }

    private readonly record struct Table(int Start, int End, int Columns);
}
