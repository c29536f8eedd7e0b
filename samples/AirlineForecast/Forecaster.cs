using RnnGen;

namespace AirlineForecast;

/// <summary>A year of months in, next month's change against the same month of the year before out.</summary>
[RnnModel]
[Input(1, Steps = 12)]
[Lstm(32)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class Forecaster;
