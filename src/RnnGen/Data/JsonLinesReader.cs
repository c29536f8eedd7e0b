using System.Text;
using System.Text.Json;

namespace RnnGen.Data;

/// <summary>
/// Reads files of one json value a line. Blank lines are left out. Lines are read one by one as they are enumerated.
/// </summary>
public static class JsonLinesReader
{
    /// <summary>The values of a file in UTF-8, which is open while they are enumerated.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">While enumerating: a line is no json value.</exception>
    public static IEnumerable<JsonElement> Read(string path) => Read(path, static value => value.Clone());

    /// <summary>The values of a text; they can be enumerated once.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">Its name in messages.</param>
    /// <exception cref="DataFormatException">While enumerating: a line is no json value.</exception>
    public static IEnumerable<JsonElement> Read(TextReader reader, string name) =>
        Read(reader, name, static value => value.Clone());

    /// <summary>What a function makes of each value of a file, which is open while they are enumerated.</summary>
    /// <param name="path">The file.</param>
    /// <param name="select">
    /// Reads a value, which lives only during the call (or <see cref="JsonElement.Clone"/> it). Where it throws because
    /// the value has another shape, the line is named.
    /// </param>
    /// <typeparam name="TResult">What is made of a value.</typeparam>
    /// <exception cref="DataFormatException">
    /// While enumerating: a line is no json value, or one of another shape.
    /// </exception>
    public static IEnumerable<TResult> Read<TResult>(string path, Func<JsonElement, TResult> select)
    {
        ArgumentNullException.ThrowIfNull(select);
        return LineSource.FromFile(path, (reader, name) => ReadAll(reader, name, select));
    }

    /// <summary>What a function makes of each value of a text; they can be enumerated once.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="select">
    /// Reads a value, which lives only during the call (or <see cref="JsonElement.Clone"/> it). Where it throws because
    /// the value has another shape, the line is named.
    /// </param>
    /// <typeparam name="TResult">What is made of a value.</typeparam>
    /// <exception cref="DataFormatException">
    /// While enumerating: a line is no json value, or one of another shape.
    /// </exception>
    public static IEnumerable<TResult> Read<TResult>(
        TextReader reader, string name, Func<JsonElement, TResult> select)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(select);
        return ReadAll(reader, name, select);
    }

    private static IEnumerable<TResult> ReadAll<TResult>(
        TextReader reader, string name, Func<JsonElement, TResult> select)
    {
        var lines = new LineSource(reader, name);
        while (lines.Next())
        {
            if (!string.IsNullOrWhiteSpace(lines.Text))
                yield return Value(lines, select);
        }
    }

    private static TResult Value<TResult>(LineSource lines, Func<JsonElement, TResult> select)
    {
        byte[] line = Encoding.UTF8.GetBytes(lines.Text);
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return select(document.RootElement);
        }
        catch (JsonException error)
        {
            int bytes = (int)Math.Min(error.BytePositionInLine ?? 0, line.Length);
            throw lines.Error(
                Encoding.UTF8.GetCharCount(line, 0, bytes), $"expected a json value: {Problem(error)}", error);
        }
        catch (Exception error) when (
            error is InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException
            || (error is FormatException and not DataFormatException))
        {
            throw lines.Error(0, $"expected a json value of another shape: {error.Message}", error);
        }
    }

    /// <summary>The message without the place, which is named in front already.</summary>
    internal static string Problem(JsonException error)
    {
        int place = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? error.Message : error.Message[..place];
    }
}
