using System.Text;
using System.Text.Json;

namespace RnnGen.Data;

/// <summary>
/// Reads the json of the Snips benchmark of assistants:
/// <c>{"Intent": [{"data": [{"text": "...", "entity": "..."}, ...]}, ...]}</c>, where a part without entity is plain
/// text. Each part is split into tokens by itself, so no token crosses the border of an entity.
/// </summary>
public static class SnipsReader
{
    /// <summary>The utterances of a file in UTF-8; bytes that are none become U+FFFD.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tokenizer">What splits the texts.</param>
    /// <exception cref="DataFormatException">The file is no json, or json of another shape.</exception>
    public static IReadOnlyList<SnipsUtterance> Read(string path, Tokenizer tokenizer)
    {
        using StreamReader reader = LineSource.Open(path);
        return Read(reader, path, tokenizer);
    }

    /// <summary>The utterances of a text.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="tokenizer">What splits the texts.</param>
    /// <exception cref="DataFormatException">The text is no json, or json of another shape.</exception>
    public static IReadOnlyList<SnipsUtterance> Read(TextReader reader, string name, Tokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(tokenizer);
        string text = reader.ReadToEnd();
        var json = new JsonCursor(Encoding.UTF8.GetBytes(text.StartsWith('\uFEFF') ? text[1..] : text), name);
        var utterances = new List<SnipsUtterance>();
        json.Next(JsonTokenType.StartObject, "an object with an intent");
        while (json.NextName() is { } intent)
        {
            json.Next(JsonTokenType.StartArray, "an array of utterances");
            while (json.NextObject("an utterance"))
                utterances.Add(Utterance(ref json, intent, tokenizer));
        }

        json.RequireEnd();
        return utterances;
    }

    private static SnipsUtterance Utterance(ref JsonCursor json, string intent, Tokenizer tokenizer)
    {
        var text = new StringBuilder();
        var tokens = new List<string>();
        var tags = new List<string>();
        bool found = false;
        while (json.NextName() is { } name)
        {
            if (name != "data")
            {
                json.Skip();
                continue;
            }

            found = true;
            json.Next(JsonTokenType.StartArray, "an array of parts");
            while (json.NextObject("a part"))
                Part(ref json, tokenizer, text, tokens, tags);
        }

        return found
            ? new SnipsUtterance(intent, text.ToString(), tokens, tags)
            : throw json.Error("expected \"data\", found the end of the utterance.");
    }

    private static void Part(
        ref JsonCursor json, Tokenizer tokenizer, StringBuilder text, List<string> tokens, List<string> tags)
    {
        string? part = null, entity = null;
        while (json.NextName() is { } name)
        {
            if (name == "text")
                part = json.NextText("the text");
            else if (name == "entity")
                entity = json.NextText("the entity");
            else
                json.Skip();
        }

        if (part == null)
            throw json.Error("expected \"text\", found the end of the part.");
        text.Append(part);
        bool first = true;
        foreach (string token in tokenizer.Split(part))
        {
            tokens.Add(token);
            tags.Add(entity == null ? "O" : (first ? "B-" : "I-") + entity);
            first = false;
        }
    }
}
