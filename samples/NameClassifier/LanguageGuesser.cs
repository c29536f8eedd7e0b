using RnnGen;

namespace NameClassifier;

/// <summary>The letters of a family name in, scores of 18 languages out.</summary>
[RnnModel]
[Input]
[Embedding(64, 32)] // room for 64 different characters
[Gru(128)]
[LastStep]
[Dense(18)]
[CrossEntropy]
public sealed partial class LanguageGuesser;
