using RnnGen;

namespace SavedStream;

/// <summary>A battery's current and voltage in, its charge out, at every step.</summary>
[RnnModel]
[Input(2)]
[Lstm(32)]
[Dense(1)]
[MeanSquaredError]
public sealed partial class ChargeEstimator;
