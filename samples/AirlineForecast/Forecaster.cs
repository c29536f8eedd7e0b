using RnnGen;

namespace AirlineForecast;

/// <summary>
/// Twelve months in, the next month's change against the same month of the year before out. Two biases and a forget
/// bias of 0 make the LSTM the one of PyTorch, number by number.
/// </summary>
[RnnModel]
[Input(1, Steps = 12)]
[Lstm(32, Biases = 2, ForgetBias = 0)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class Forecaster;
