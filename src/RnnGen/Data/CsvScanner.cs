using System.Text;

namespace RnnGen.Data;

/// <summary>Cuts a text into records by the rules of RFC 4180, and knows where each field stands.</summary>
internal sealed class CsvScanner(TextReader reader, string name, CsvOptions options)
{
    private const int End = -1;

    private readonly char[] _buffer = new char[4096];
    private readonly StringBuilder _field = new();
    private readonly List<string> _fields = [];
    private readonly List<(int Line, int Column)> _places = [];
    private int _next;
    private int _filled;
    private int _line = 1;
    private int _column = 1;
    private bool _started;

    public string Name => name;

    /// <summary>The next record that is not a blank line; null at the end.</summary>
    public (string[] Fields, (int Line, int Column)[] Places)? Next()
    {
        if (!_started && Peek() == '\uFEFF')
            _next++;
        _started = true;
        while (Peek() is '\r' or '\n')
            EndLine();
        if (Peek() == End)
            return null;
        _fields.Clear();
        _places.Clear();
        bool more = true;
        while (more)
        {
            _places.Add((_line, _column));
            _field.Clear();
            if (Peek() == options.Quote)
                Quoted();
            else
                Plain();
            _fields.Add(_field.ToString());
            more = Peek() == options.Separator;
            if (more)
                Take();
        }

        if (Peek() != End)
            EndLine();
        return ([.. _fields], [.. _places]);
    }

    /// <summary>An error at a place.</summary>
    public DataFormatException Error((int Line, int Column) place, string problem) =>
        new(name, place.Line, place.Column, problem);

    /// <summary>An error where the scanner stands.</summary>
    public DataFormatException Error(string problem) => Error((_line, _column), problem);

    private void Plain()
    {
        while (Peek() is var c && c is not (End or '\r' or '\n') && c != options.Separator)
        {
            if (c == options.Quote)
            {
                throw Error($"expected {options.Separator} or the end of the line, found {options.Quote} within a "
                    + "field that is not quoted.");
            }

            _field.Append(Take());
        }
    }

    private void Quoted()
    {
        (int Line, int Column) open = (_line, _column);
        Take();
        while (true)
        {
            if (Peek() == End)
                throw Error(open, $"expected a closing {options.Quote}, found the end of the file.");
            char c = Take();
            if (c == options.Quote)
            {
                if (Peek() != options.Quote)
                    break;
                Take();
            }

            _field.Append(c);
        }

        if (Peek() is var next && next is not (End or '\r' or '\n') && next != options.Separator)
        {
            throw Error($"expected {options.Separator} or the end of the line after the closing {options.Quote}, found "
                + $"{LineSource.Show([(char)next])}.");
        }
    }

    private int Peek()
    {
        if (_next == _filled)
        {
            _filled = reader.Read(_buffer, 0, _buffer.Length);
            _next = 0;
            if (_filled == 0)
                return End;
        }

        return _buffer[_next];
    }

    private char Take()
    {
        char c = _buffer[_next++];
        _column++;
        // The line feed of CR LF ends the line; a CR ends it only where none follows.
        if (c == '\n' || (c == '\r' && Peek() != '\n'))
        {
            _line++;
            _column = 1;
        }

        return c;
    }

    private void EndLine()
    {
        if (Take() == '\r' && Peek() == '\n')
            Take();
    }
}
