namespace NameClassifier;

/// <summary>A family name, without accents, and the language it comes from.</summary>
internal sealed record LabelledName(string Language, string Name);
