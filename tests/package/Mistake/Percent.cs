using RnnGen;

/// <summary>Twenty percent, as nobody should write it.</summary>
[RnnModel]
[Input(1)]
[Gru(16)]
[Dropout(20)]
[LastStep]
[Dense(2)]
[CrossEntropy]
public sealed partial class Percent;
