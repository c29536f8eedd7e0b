namespace Translator;

/// <summary>A sentence and one of its translations.</summary>
internal sealed record Pair(string English, string French);
