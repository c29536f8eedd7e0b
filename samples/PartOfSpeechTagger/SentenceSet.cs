namespace PartOfSpeechTagger;

/// <summary>Sentences to learn from, and others to be judged on.</summary>
internal sealed record SentenceSet(IReadOnlyList<Sentence> Training, IReadOnlyList<Sentence> Test);
