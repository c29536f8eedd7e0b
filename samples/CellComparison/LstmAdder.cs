using RnnGen;

namespace CellComparison;

/// <summary>The adding problem with an LSTM.</summary>
[RnnModel]
[Input(2)]
[Lstm(32)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class LstmAdder;
