using System.Globalization;
using System.Text;

namespace RnnGen.Compiler.Emit;

/// <summary>Writes indented C#; the only way from numbers to text.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public CodeWriter Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', 4 * _depth).Append(line);
        _text.Append('\n');
        return this;
    }

    /// <summary>A brace-enclosed block behind a head.</summary>
    public CodeWriter Block(string head, Action body, string tail = "}")
    {
        if (head.Length > 0)
            Line(head);
        Line("{");
        _depth++;
        body();
        _depth--;
        return Line(tail);
    }

    /// <summary>A brace-enclosed block whose head stands already.</summary>
    public CodeWriter Block(Action body)
    {
        Line("{");
        Indented(body);
        return Line("}");
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
