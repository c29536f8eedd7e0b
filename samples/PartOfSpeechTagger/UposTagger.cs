using RnnGen;

namespace PartOfSpeechTagger;

/// <summary>The words of a sentence in, at each word scores of the 17 universal parts of speech out.</summary>
[RnnModel]
[Input]
[Embedding(1024, 32)] // room for 1024 different words
[Dropout(0.2)]
[Lstm(32, Bidirectional = true)]
[Dropout(0.2)]
[Dense(17)]
[CrossEntropy]
public sealed partial class UposTagger;
