namespace RnnGen.Plots.Tests;

/// <summary>h = w h + u x + b, y = v h + a: gradients and states by hand.</summary>
[RnnModel(Precision = Precision.Double)]
[Input(1)]
[SimpleRnn(1, Activation = Activation.Identity)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class LinearLast;

/// <summary>h = w h + u x + b, y = v h + a: gradients and states by hand.</summary>
[RnnModel(Precision = Precision.Single)]
[Input(1)]
[SimpleRnn(1, Activation = Activation.Identity)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class LinearSingle;

/// <summary>The same with an output and a loss at each step.</summary>
[RnnModel(Precision = Precision.Double)]
[Input(1)]
[SimpleRnn(1, Activation = Activation.Identity)]
[Dense(1)]
[MeanSquaredError]
public sealed partial class LinearSteps;

/// <summary>Two layers, dropout between them, classes at each step.</summary>
[RnnModel(Precision = Precision.Double)]
[Input(2)]
[Lstm(3, Layers = 2, Dropout = 0.5)]
[Dense(4)]
[CrossEntropy]
public sealed partial class DroppingTagger;

[RnnModel]
[Embedding(5, 4)]
[Gru(6)]
[LastStep]
[Dense(3)]
[CrossEntropy]
public sealed partial class Reader;

[RnnModel]
[Input(2)]
[Lstm(3, Bidirectional = true)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class BothWays;

[RnnModel]
[Input(2)]
[Lstm(3)]
[Dense(2)]
public sealed partial class WithoutLoss;
