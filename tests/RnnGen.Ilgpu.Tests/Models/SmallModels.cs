namespace RnnGen.Ilgpu.Tests.Models;

[RnnModel]
[Input(5)]
[Lstm(7)]
[Dense(3)]
[MeanSquaredError]
public sealed partial class SmallLstm;

[RnnModel]
[Input(5)]
[Gru(20, Bidirectional = true, Layers = 2, Dropout = 0.3)]
[LastStep]
[Dense(3)]
[CrossEntropy]
public sealed partial class SmallGru;

[RnnModel]
[Embedding(11, 6)]
[Lstm(9)]
[LastStep]
[Dense(3)]
[CrossEntropy]
public sealed partial class SmallTokens;

/// <summary>Wide enough that terms of a gradient are parted among threads; with remainders of eight.</summary>
[RnnModel]
[Input(5)]
[Lstm(31)]
[Recurrent<RnnGen.Cells.MguCell>(18)]
[Dense(3)]
[MeanSquaredError]
public sealed partial class WideLstm;
