namespace RnnGen.Benchmarks.Workloads;

// The recurrent layers of a workload alone: what oneDNN has primitives for.

/// <summary>The layer of S2.</summary>
[RnnModel]
[Input(1)]
[Gru(64, Biases = 2)]
public sealed partial class GruLayer;

/// <summary>The layers of S3.</summary>
[RnnModel]
[Input(10)]
[Lstm(128, Layers = 2, Biases = 2, ForgetBias = 0)]
public sealed partial class StackedLayers;

/// <summary>The layers of S4.</summary>
[RnnModel]
[Input(100)]
[Lstm(256, Layers = 2, Bidirectional = true, Biases = 2, ForgetBias = 0)]
public sealed partial class SentimentLayers;

/// <summary>The layer of S5.</summary>
[RnnModel]
[Input(100)]
[Lstm(128, Bidirectional = true, Biases = 2, ForgetBias = 0)]
public sealed partial class TaggerLayer;

/// <summary>The layers of S7.</summary>
[RnnModel]
[Input(100)]
[Lstm(256, Layers = 3, Biases = 2, ForgetBias = 0)]
public sealed partial class DeepLayers;
