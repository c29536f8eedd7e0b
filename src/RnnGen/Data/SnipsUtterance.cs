namespace RnnGen.Data;

/// <summary>A sentence that somebody said to an assistant, with its intent and its slots.</summary>
/// <param name="Intent">What was wanted, such as "PlayMusic".</param>
/// <param name="Text">The whole text.</param>
/// <param name="Tokens">The tokens. [T]</param>
/// <param name="Tags">
/// Tags in BIO: "B-" and the entity's name at its first token, "I-" at the others, "O" elsewhere. [T]
/// </param>
public sealed record SnipsUtterance(
    string Intent, string Text, IReadOnlyList<string> Tokens, IReadOnlyList<string> Tags)
{
    /// <summary>The intent and the text.</summary>
    public override string ToString() => $"{Intent}: {Text}";
}
