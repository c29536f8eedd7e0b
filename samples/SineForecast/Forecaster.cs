using RnnGen;

namespace SineForecast;

/// <summary>15 values of a series in, the next one out.</summary>
[RnnModel]
[Input(1)]
[Gru(64)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class Forecaster;
