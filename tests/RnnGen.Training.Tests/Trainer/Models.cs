namespace RnnGen.Training.Tests;

/// <summary>Tokens to one of three classes, with every source of randomness.</summary>
[RnnModel]
[Embedding(12, 6)]
[Lstm(10, Layers = 2, Dropout = 0.3)]
[LastStep]
[Dense(3)]
[CrossEntropy]
public sealed partial class Classifier;

/// <summary>A class at each step, without dropout.</summary>
[RnnModel]
[Embedding(12, 6)]
[Gru(8)]
[Dense(4)]
[CrossEntropy]
public sealed partial class Tagger;

/// <summary>One value of a sequence, in double.</summary>
[RnnModel(Precision = Precision.Double)]
[Input(2)]
[Lstm(7)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class Regressor;

/// <summary>Outputs that take far more memory than all else.</summary>
[RnnModel]
[Embedding(5, 2)]
[Gru(2)]
[Dense(3000)]
[CrossEntropy]
public sealed partial class Wide;

/// <summary><see cref="Regressor"/> in float.</summary>
[RnnModel]
[Input(2)]
[Lstm(7)]
[LastStep]
[Dense(1)]
[MeanSquaredError]
public sealed partial class FloatRegressor;

/// <summary>A class whose weight is nothing in float beside 1.</summary>
[RnnModel]
[Input]
[Embedding(30, 8)]
[Gru(8)]
[LastStep]
[Dense(3)]
[CrossEntropy(ClassWeights = new[] { 1.0, 1e-40, 1.0 })]
public sealed partial class RareClass;

/// <summary>A model of several parts, with units that are no multiple of a register.</summary>
[RnnModel]
[Input]
[Embedding(700, 40, PaddingIndex = 0)]
[Lstm(37, Bidirectional = true, Biases = 2)]
[Gru(50)]
[Dense(3)]
[CrossEntropy]
public sealed partial class WordTagger;
