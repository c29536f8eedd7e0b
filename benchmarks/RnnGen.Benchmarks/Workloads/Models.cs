namespace RnnGen.Benchmarks.Workloads;

// Two biases and no forget bias of one: exactly the networks that PyTorch, oneDNN and ONNX Runtime compute.

/// <summary>S1, inference: an LSTM 8 to 32.</summary>
[RnnModel]
[Input(8)]
[Lstm(32, Biases = 2, ForgetBias = 0)]
public sealed partial class TinyLstm;

/// <summary>S1, training: the same, its last step, one output.</summary>
[RnnModel]
[Input(8)]
[Lstm(32, Biases = 2, ForgetBias = 0)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class TinyRegressor;

/// <summary>S2: a GRU 1 to 64, its last step, one output.</summary>
[RnnModel]
[Input(1)]
[Gru(64, Biases = 2)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class GruRegressor;

/// <summary>S3: two LSTM layers of 128 over 10 features, the last step, one output.</summary>
[RnnModel]
[Input(10)]
[Lstm(128, Layers = 2, Biases = 2, ForgetBias = 0)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class StackedRegressor;

/// <summary>S4: 10,000 words, two bidirectional LSTM layers of 256, the mean over time, two classes.</summary>
[RnnModel]
[Input]
[Embedding(10_000, 100)]
[Lstm(256, Layers = 2, Bidirectional = true, Biases = 2, ForgetBias = 0)]
[MeanPool]
[Dense(2)]
[CrossEntropy]
public sealed partial class SentimentClassifier;

/// <summary>S5: 10,000 words, a bidirectional LSTM of 128, 17 classes at every word.</summary>
[RnnModel]
[Input]
[Embedding(10_000, 100)]
[Lstm(128, Bidirectional = true, Biases = 2, ForgetBias = 0)]
[Dense(17)]
[CrossEntropy]
public sealed partial class Tagger;

/// <summary>S7: three LSTM layers of 256 over 100 features, the last step, ten outputs.</summary>
[RnnModel]
[Input(100)]
[Lstm(256, Layers = 3, Biases = 2, ForgetBias = 0)]
[LastStep]
[Dense(10)]
[MeanSquaredError]
public sealed partial class DeepRegressor;

/// <summary>S8: an LSTM 512 to 512.</summary>
[RnnModel]
[Input(512)]
[Lstm(512, Biases = 2, ForgetBias = 0)]
public sealed partial class WideLstm;

/// <summary>S9 and S10: an LSTM 1024 to 1024.</summary>
[RnnModel]
[Input(1024)]
[Lstm(1024, Biases = 2, ForgetBias = 0)]
public sealed partial class WidestLstm;
