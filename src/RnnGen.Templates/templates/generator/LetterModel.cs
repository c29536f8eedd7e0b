using RnnGen;

/// <summary>A letter in, scores of the next one out.</summary>
[RnnModel]
[Embedding(29, 16)]
[Lstm(64)]
[Dense(29)]
[CrossEntropy]
public sealed partial class LetterModel;
