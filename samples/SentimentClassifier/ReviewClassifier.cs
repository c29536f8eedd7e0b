using RnnGen;

namespace SentimentClassifier;

/// <summary>The words of a sentence in, a score for each of two moods out.</summary>
[RnnModel]
[Input]
[Embedding(2048, 50)] // room for 2048 different words
[Dropout(0.5)]
[Lstm(32, Bidirectional = true)]
[LastStep] // of each direction its last output: forward that of the last word, backward that of the first
[Dropout(0.5)]
[Dense(2)]
[CrossEntropy]
public sealed partial class ReviewClassifier;
