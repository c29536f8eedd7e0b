using RnnGen;

/// <summary>Some hours of one number in, the next hour's out.</summary>
[RnnModel]
[Input(1)]
[Gru(32)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class LoadForecaster;
