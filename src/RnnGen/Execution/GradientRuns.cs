using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>
/// Where the flat gradient may differ from zero: not in the rows of token tables that no token selected. On a large
/// vocabulary these are most of the gradient, and their zeros need not be read.
/// </summary>
internal sealed class GradientRuns
{
    private readonly Table[] _tables;

    /// <summary>The runs between some tables.</summary>
    /// <param name="tables">The model's token tables, with the rows of each that a token selected.</param>
    public GradientRuns(IEnumerable<(ParameterInfo Table, RowSet Touched)> tables) =>
        _tables = [.. tables.OrderBy(static item => item.Table.Offset).Select(static item => new Table(
            (int)item.Table.Offset, (int)(item.Table.Offset + item.Table.Length), item.Table.Columns, item.Touched))];

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
            int row = position < table.End ? table.Touched.Next((position - table.Start) / table.Columns) : -1;
            if (row >= 0)
            {
                int from = Math.Max(position, table.Start + (row * table.Columns));
                int to = table.Start + (table.Touched.NextAbsent(row) * table.Columns);
                return (Math.Min(from, end), Math.Min(Math.Min(to, table.End), end));
            }

            position = Math.Max(position, table.End);
        }

        return (Math.Min(position, end), end);
    }

    private readonly record struct Table(int Start, int End, int Columns, RowSet Touched);
}
