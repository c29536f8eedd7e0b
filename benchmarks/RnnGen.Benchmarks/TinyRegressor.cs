namespace RnnGen.Benchmarks;

/// <summary>S1, training: an LSTM 8 to 32, its last step, one output.</summary>
[RnnModel]
[Input(8)]
[Lstm(32)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class TinyRegressor;
