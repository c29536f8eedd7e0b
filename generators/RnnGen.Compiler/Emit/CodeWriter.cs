using System.Globalization;
using System.Text;

namespace RnnGen.Compiler.Emit;

/// <summary>Writes indented C#; the only way from numbers to text.</summary>
internal sealed class CodeWriter
{
    /// <summary>For files with a half of a user's class: what C# says of its name it says where the user wrote it.</summary>
    public const string NameIsTheUsers = "#pragma warning disable CS8981 // the name is that of the user's class";

    private const int MaxColumns = 120;
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isAfterBlock;

    /// <summary>A line; one that is too long goes on, deeper, on the next, and has its comment above it.</summary>
    public CodeWriter Line(string line = "")
    {
        if (line.Length > MaxColumns - (4 * _depth) && CommentOf(line) is > 0 and var comment)
            return Line(line.Substring(comment)).Line(line.Substring(0, comment).TrimEnd());
        if (_isAfterBlock && line.Length > 0 && line[0] != '}' && !line.StartsWith("else", StringComparison.Ordinal))
            _text.Append('\n');
        _isAfterBlock = false;
        while (BreakOf(line, MaxColumns - (4 * _depth)) is > 0 and var at)
        {
            _text.Append(' ', 4 * _depth).Append(line, 0, at).Append("\n    ");
            line = line.Substring(at + 1);
        }

        if (line.Length > 0)
            _text.Append(' ', 4 * _depth).Append(line);
        _text.Append('\n');
        return this;
    }

    /// <summary>Where the comment behind a statement begins, not in strings; -1 without one.</summary>
    private static int CommentOf(string line)
    {
        var isText = false;
        for (var i = 0; i < line.Length - 1; i++)
        {
            if (line[i] == '"')
                isText = !isText;
            else if (!isText && line[i] == '/' && line[i + 1] == '/')
                return i;
        }

        return -1;
    }

    /// <summary>Behind the outermost last comma that fits, not in strings or comments; 0 without one.</summary>
    private static int BreakOf(string line, int columns)
    {
        if (line.Length <= columns || line.StartsWith("//", StringComparison.Ordinal))
            return 0;
        (int at, int depth, int outermost) = (0, 0, int.MaxValue);
        var isText = false;
        for (var i = 0; i < columns - 4 && i < line.Length - 1; i++)
        {
            char c = line[i];
            bool isSpaced = i > 0 && line[i - 1] == ' ';
            if (c == '"')
                isText = !isText;
            else if (isText)
                continue;
            else if (c is '(' or '[' or '{' || (c == '<' && !isSpaced))
                depth++;
            else if (c is ')' or ']' or '}' || (c == '>' && !isSpaced))
                depth--;
            else if (c == ',' && line[i + 1] == ' ' && depth <= outermost)
                (at, outermost) = (i + 1, depth);
        }

        return at;
    }

    /// <summary>A pointer and an offset from it.</summary>
    public static string Plus(string pointer, long offset) => offset == 0 ? pointer : $"{pointer} + {Literal(offset)}";

    /// <summary>A brace-enclosed block behind a head.</summary>
    public CodeWriter Block(string head, Action body, string tail = "}")
    {
        if (head.Length > 0)
            Line(head);
        Line("{");
        _depth++;
        body();
        _depth--;
        return Close(tail);
    }

    /// <summary>A brace-enclosed block whose head stands already.</summary>
    public CodeWriter Block(Action body)
    {
        Line("{");
        Indented(body);
        return Close("}");
    }

    /// <summary>A blank line stands behind a block, but not before the end of the block around it.</summary>
    private CodeWriter Close(string tail)
    {
        _isAfterBlock = false;
        Line(tail);
        _isAfterBlock = tail == "}";
        return this;
    }

    public CodeWriter Indented(Action body)
    {
        _depth++;
        body();
        _depth--;
        return this;
    }

    /// <summary>Round-trip and invariant, as a double literal.</summary>
    public static string Literal(double value)
    {
        if (double.IsNaN(value))
            return "double.NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains(".") || text.Contains("E") ? text : text + ".0";
    }

    public static string Literal(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A string literal.</summary>
    public static string Literal(string value)
        => "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n") + "\"";

    /// <summary>Text inside an XML doc comment.</summary>
    public static string Xml(string value) => value.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    public override string ToString() => _text.ToString();
}
