using RnnGen;

namespace TaxiAnomalies;

/// <summary>Rides and the calendar of each half hour in, the rides of the next one out.</summary>
[RnnModel]
[Input(5)]
[Gru(32)]
[Dense(1)]
[MeanSquaredError]
public sealed partial class Forecaster;
