using RnnGen;

namespace CellComparison;

/// <summary>The adding problem with the oldest cell, whose gradient vanishes.</summary>
[RnnModel]
[Input(2)]
[SimpleRnn(32)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class RnnAdder;
