using RnnGen;

namespace SequenceClassifier;

/// <summary>
/// Sequences of any length, 12 features a step, to one of 9 classes. Directly behind a bidirectional layer the last
/// step is the final state of both directions: the forward one at the last step, the backward one at the first.
/// </summary>
[RnnModel]
[Input(12)]
[Lstm(64, Bidirectional = true)]
[LastStep]
[Dropout(0.2)]
[Dense(9)]
[CrossEntropy]
public sealed partial class Classifier;
