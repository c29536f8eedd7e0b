namespace RnnGen.Reports.Tests;

/// <summary>A small model to train.</summary>
[RnnModel]
[Input(1)]
[SimpleRnn(4)]
[LastStep]
[Dense(2)]
[CrossEntropy]
public sealed partial class Parity;
