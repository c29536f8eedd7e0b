using RnnGen;

namespace CellComparison;

/// <summary>The adding problem with the cell of this sample.</summary>
[RnnModel]
[Input(2)]
[Recurrent<UpdateGateCell>(32)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class UpdateGateAdder;
