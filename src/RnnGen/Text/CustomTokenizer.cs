using System.Text.Json;

namespace RnnGen;

/// <summary>A function of the caller's, or what is left of it after loading (null).</summary>
internal sealed class CustomTokenizer(Func<string, IEnumerable<string>>? split) : Tokenizer
{
    internal const string Kind = "custom";

    /// <summary>Whether there is a function to call.</summary>
    internal bool IsSet => split != null;

    public override string ToString() => split == null ? "custom, not set after loading" : "custom";

    private protected override IReadOnlyList<string> SplitText(string text)
    {
        if (split == null)
        {
            throw new InvalidOperationException(
                "The vocabulary was made with a custom tokenizer, which a file cannot hold. "
                + "Set it again: vocabulary.WithTokenizer(Tokenizer.Custom(...)).");
        }

        IEnumerable<string> tokens = split(text)
            ?? throw new InvalidOperationException("The custom tokenizer gave null for a text.");
        string[] list = [.. tokens];
        int missing = Array.IndexOf(list, null);
        return missing < 0
            ? list
            : throw new InvalidOperationException($"The custom tokenizer gave null as token {missing} of a text.");
    }

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Kind);
        writer.WriteEndObject();
    }
}
