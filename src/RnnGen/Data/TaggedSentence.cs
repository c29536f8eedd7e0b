namespace RnnGen.Data;

/// <summary>A sentence with one tag a token.</summary>
/// <param name="Tokens">The tokens. [T]</param>
/// <param name="Tags">Their tags. [T]</param>
/// <param name="Line">Line of the first token, from 1.</param>
public sealed record TaggedSentence(IReadOnlyList<string> Tokens, IReadOnlyList<string> Tags, int Line)
{
    /// <summary>The tokens.</summary>
    public override string ToString() => string.Join(' ', Tokens);
}
