using RnnGen;

namespace IntentClassifier;

/// <summary>The words of a command to an assistant in, a score for each of seven intents out.</summary>
[RnnModel]
[Input]
[Embedding(5000, 64)] // room for 5000 different words
[Dropout(0.3)]
[Lstm(64, Bidirectional = true)]
[LastStep] // of each direction its last output: forward that of the last word, backward that of the first
[Dropout(0.3)]
[Dense(7)]
[CrossEntropy]
public sealed partial class CommandReader;
