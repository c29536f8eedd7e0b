using RnnGen;

namespace EttForecast;

/// <summary>
/// Four days of an hourly series in, the next day out: all 24 hours at once, each as its distance from the last hour
/// that was read.
/// </summary>
[RnnModel]
[Input(1, Steps = 96)]
[Gru(48)]
[LastStep]
[Dense(24)]
[MeanSquaredError]
public sealed partial class Forecaster;
