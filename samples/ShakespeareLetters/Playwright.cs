using RnnGen;

namespace ShakespeareLetters;

/// <summary>A letter in, scores of the next one out.</summary>
[RnnModel]
[Input]
[Embedding(65, 32)]
[Lstm(128, Biases = 2, ForgetBias = 0)]
[Dense(65)]
[CrossEntropy]
public sealed partial class Playwright;
