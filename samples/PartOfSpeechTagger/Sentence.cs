using RnnGen;

namespace PartOfSpeechTagger;

/// <summary>A sentence, its words in lower case, with the part of speech of each word.</summary>
internal sealed record Sentence(IReadOnlyList<string> Words, IReadOnlyList<string> Tags)
{
    /// <summary>The universal parts of speech, as https://universaldependencies.org/u/pos defines them.</summary>
    public static Vocabulary AllTags { get; } = Vocabulary.FromTokens(
        [
            "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
            "SCONJ", "SYM", "VERB", "X",
        ],
        padding: null,
        unknown: null);
}
