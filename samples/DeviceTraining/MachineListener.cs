using RnnGen;

namespace DeviceTraining;

/// <summary>Vibrations of a machine along three axes, step by step, to one of five conditions.</summary>
[RnnModel]
[Input(3)]
[Lstm(96)]
[MeanPool]
[Dropout(0.2)]
[Dense(5)]
[CrossEntropy]
public sealed partial class MachineListener;
