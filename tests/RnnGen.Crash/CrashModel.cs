namespace RnnGen.Crash;

/// <summary>Large enough that writing a checkpoint takes a good part of a step.</summary>
[RnnModel]
[Embedding(500, 32)]
[Lstm(96, Layers = 2, Dropout = 0.2)]
[LastStep]
[Dense(4)]
[CrossEntropy]
public sealed partial class CrashModel;
