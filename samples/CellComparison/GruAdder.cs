using RnnGen;

namespace CellComparison;

/// <summary>The adding problem with a GRU.</summary>
[RnnModel]
[Input(2)]
[Gru(32)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class GruAdder;
