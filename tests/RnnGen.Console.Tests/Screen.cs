using System.Text;
using System.Text.RegularExpressions;

namespace RnnGen.Reports.Tests;

/// <summary>What a person sees of a terminal's output: enough of a VT100 for lines that are drawn over.</summary>
internal sealed partial class Screen
{
    private readonly List<StringBuilder> _lines = [new()];
    private int _row;
    private int _column;

    private Screen()
    {
    }

    public bool IsCursorVisible { get; private set; } = true;

    /// <summary>The lines, without blanks at their ends.</summary>
    public string[] Lines => [.. _lines.Select(static line => line.ToString().TrimEnd())];

    public static Screen After(string output)
    {
        var screen = new Screen();
        foreach (Match token in Token().Matches(output))
            screen.Apply(token.Value);
        return screen;
    }

    private void Apply(string token)
    {
        if (token == "\r")
            _column = 0;
        else if (token == "\n")
            MoveTo(_row + 1, 0);
        else if (token.Length == 1)
            Put(token[0]);
        else if (token.EndsWith('A'))
            MoveTo(_row - int.Parse(token[2..^1]), _column);
        else if (token is "\u001b[J" or "\u001b[K")
            Erase(below: token.EndsWith('J'));
        else if (token is "\u001b[?25l" or "\u001b[?25h")
            IsCursorVisible = token.EndsWith('h');
        else
            Assert.EndsWith("m", token);
    }

    private void MoveTo(int row, int column)
    {
        Assert.True(row >= 0, "The cursor leaves the screen.");
        (_row, _column) = (row, column);
        while (_lines.Count <= _row)
            _lines.Add(new StringBuilder());
    }

    private void Put(char c)
    {
        StringBuilder line = _lines[_row];
        while (line.Length <= _column)
            line.Append(' ');
        line[_column++] = c;
    }

    private void Erase(bool below)
    {
        _lines[_row].Length = Math.Min(_lines[_row].Length, _column);
        if (below)
            _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
    }

    [GeneratedRegex(@"\u001b\[[?0-9;]*[A-Za-z]|[^\u001b]")]
    private static partial Regex Token();
}
