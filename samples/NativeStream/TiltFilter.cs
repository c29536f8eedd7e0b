using RnnGen;

namespace NativeStream;

/// <summary>The rate of a gyroscope and the angle of an accelerometer in, the tilt out, at every step.</summary>
[RnnModel]
[Input(2)]
[Gru(32)]
[Dense(1)]
[MeanSquaredError]
public sealed partial class TiltFilter;
