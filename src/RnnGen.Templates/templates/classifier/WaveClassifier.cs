using RnnGen;

/// <summary>One number a step in, a score for each of three classes out.</summary>
[RnnModel]
[Input(1)]
[Gru(24)]
[LastStep]
[Dense(3)]
[CrossEntropy]
public sealed partial class WaveClassifier;
