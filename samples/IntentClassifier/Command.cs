namespace IntentClassifier;

/// <summary>What somebody said to an assistant, as words, and what was wanted.</summary>
internal sealed record Command(string Intent, IReadOnlyList<string> Words);
