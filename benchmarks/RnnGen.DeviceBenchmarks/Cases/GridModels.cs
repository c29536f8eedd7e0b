namespace RnnGen.DeviceBenchmarks.Cases;

// One layer over 64 features, its last step, ten outputs; two biases and no forget bias of one, as PyTorch has them.

/// <summary>An LSTM of 64 units.</summary>
[RnnModel]
[Input(64)]
[Lstm(64, Biases = 2, ForgetBias = 0)]
[LastStep]
[Dense(10)]
[MeanSquaredError]
public sealed partial class Lstm64;

/// <summary>A GRU of 64 units.</summary>
[RnnModel]
[Input(64)]
[Gru(64, Biases = 2)]
[LastStep]
[Dense(10)]
[MeanSquaredError]
public sealed partial class Gru64;

/// <summary>The user's cell, of 64 units.</summary>
[RnnModel]
[Input(64)]
[Recurrent<MinimalGate>(64, Name = "rnn")]
[LastStep]
[Dense(10)]
[MeanSquaredError]
public sealed partial class MinimalGate64;

/// <summary>An LSTM of 128 units.</summary>
[RnnModel]
[Input(64)]
[Lstm(128, Biases = 2, ForgetBias = 0)]
[LastStep]
[Dense(10)]
[MeanSquaredError]
public sealed partial class Lstm128;

/// <summary>A GRU of 128 units.</summary>
[RnnModel]
[Input(64)]
[Gru(128, Biases = 2)]
[LastStep]
[Dense(10)]
[MeanSquaredError]
public sealed partial class Gru128;

/// <summary>The user's cell, of 128 units.</summary>
[RnnModel]
[Input(64)]
[Recurrent<MinimalGate>(128, Name = "rnn")]
[LastStep]
[Dense(10)]
[MeanSquaredError]
public sealed partial class MinimalGate128;

/// <summary>An LSTM of 256 units.</summary>
[RnnModel]
[Input(64)]
[Lstm(256, Biases = 2, ForgetBias = 0)]
[LastStep]
[Dense(10)]
[MeanSquaredError]
public sealed partial class Lstm256;

/// <summary>A GRU of 256 units.</summary>
[RnnModel]
[Input(64)]
[Gru(256, Biases = 2)]
[LastStep]
[Dense(10)]
[MeanSquaredError]
public sealed partial class Gru256;

/// <summary>The user's cell, of 256 units.</summary>
[RnnModel]
[Input(64)]
[Recurrent<MinimalGate>(256, Name = "rnn")]
[LastStep]
[Dense(10)]
[MeanSquaredError]
public sealed partial class MinimalGate256;

/// <summary>An LSTM 16 to 32: what a launch costs decides how fast it is.</summary>
[RnnModel]
[Input(16)]
[Lstm(32, Biases = 2, ForgetBias = 0)]
[LastStep]
[Dense(10)]
[MeanSquaredError]
public sealed partial class NarrowLstm;

/// <summary>The same with 128 units.</summary>
[RnnModel]
[Input(16)]
[Lstm(128, Biases = 2, ForgetBias = 0)]
[LastStep]
[Dense(10)]
[MeanSquaredError]
public sealed partial class MiddleLstm;
