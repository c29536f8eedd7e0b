namespace RnnGen.Benchmarks;

/// <summary>S1, inference: an LSTM 8 to 32.</summary>
[RnnModel]
[Input(8)]
[Lstm(32)]
public sealed partial class TinyLstm;
