using System.Text;
using System.Text.Json;

namespace RnnGen.Data;

/// <summary>Goes through json by what is expected next; every error has its line and column.</summary>
internal ref struct JsonCursor(byte[] json, string name)
{
    private readonly byte[] _json = json;
    private Utf8JsonReader _reader = new(json);

    /// <summary>Goes to the next token, which must be of a kind.</summary>
    public void Next(JsonTokenType kind, string expected)
    {
        Move(expected);
        Require(kind, expected);
    }

    /// <summary>Goes to the next member of an object and gives its name; null at the object's end.</summary>
    public string? NextName()
    {
        Move("a member");
        return _reader.TokenType == JsonTokenType.EndObject ? null : Text();
    }

    /// <summary>Goes to the next item of an array, which must be an object; false at the array's end.</summary>
    public bool NextObject(string expected)
    {
        Move(expected);
        if (_reader.TokenType == JsonTokenType.EndArray)
            return false;
        Require(JsonTokenType.StartObject, expected);
        return true;
    }

    /// <summary>Goes to a string and gives it.</summary>
    public string NextText(string expected)
    {
        Next(JsonTokenType.String, expected);
        return Text();
    }

    /// <summary>Passes over the next value.</summary>
    public void Skip()
    {
        Move("a value");
        try
        {
            _reader.Skip();
        }
        catch (JsonException error)
        {
            throw Malformed(error, "a value");
        }
    }

    /// <summary>Requires that nothing follows.</summary>
    public void RequireEnd()
    {
        try
        {
            if (!_reader.Read())
                return;
        }
        catch (JsonException error)
        {
            throw Malformed(error, "the end of the file");
        }

        throw Error($"expected the end of the file, found {_reader.TokenType}.");
    }

    /// <summary>An error at the current token.</summary>
    public readonly DataFormatException Error(string problem, Exception? inner = null) =>
        At((int)_reader.TokenStartIndex, problem, inner);

    private void Move(string expected)
    {
        try
        {
            if (_reader.Read())
                return;
        }
        catch (JsonException error)
        {
            throw Malformed(error, expected);
        }

        throw At(_json.Length, $"expected {expected}, found the end of the file.", null);
    }

    private readonly void Require(JsonTokenType kind, string expected)
    {
        if (_reader.TokenType != kind)
            throw Error($"expected {expected}, found {_reader.TokenType}.");
    }

    private readonly string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw Error("expected text, found half of a surrogate pair.", error);
        }
    }

    private readonly DataFormatException Malformed(JsonException error, string expected)
    {
        // The exception counts lines from 0 and bytes within the line.
        int start = 0;
        for (long line = error.LineNumber ?? 0; line > 0; line--)
            start = Array.IndexOf(_json, (byte)'\n', start) + 1;
        int at = (int)Math.Min(start + (error.BytePositionInLine ?? 0), _json.Length);
        return At(at, $"expected {expected}: {JsonLinesReader.Problem(error)}", error);
    }

    private readonly DataFormatException At(int index, string problem, Exception? inner)
    {
        int line = 1, start = 0;
        for (int i = 0; i < index; i++)
        {
            // A carriage return ends a line by itself, as it does for readers of lines.
            if (_json[i] == '\n' || (_json[i] == '\r' && (i + 1 == _json.Length || _json[i + 1] != '\n')))
            {
                line++;
                start = i + 1;
            }
        }

        int column = Encoding.UTF8.GetCharCount(_json, start, Math.Max(index - start, 0));
        return new DataFormatException(name, line, column + 1, problem, inner);
    }
}
