namespace RnnGen.Tool;

/// <summary>Lines of columns, the first ones to the left and the others to the right.</summary>
internal sealed class Table(int left, params string[] head)
{
    private readonly List<string[]> _rows = [head];

    public void Add(params string[] row) => _rows.Add(row);

    public void Write(TextWriter output)
    {
        int[] widths = [.. Enumerable.Range(0, head.Length).Select(c => _rows.Max(row => row[c].Length))];
        foreach (string[] row in _rows)
        {
            IEnumerable<string> cells = row.Select(
                (cell, c) => c < left ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
