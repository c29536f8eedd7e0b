using RnnGen;

namespace FirstStep;

/// <summary>S3: two LSTM layers of 128 over 10 features, the last step, one output.</summary>
[RnnModel]
[Input(10)]
[Lstm(128, Layers = 2, Biases = 2, ForgetBias = 0)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class StackedRegressor;
