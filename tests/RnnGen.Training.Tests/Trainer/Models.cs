using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

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

/// <summary>A number at each step, in double.</summary>
[RnnModel(Precision = Precision.Double)]
[Input(2)]
[Lstm(5, Layers = 2)]
[Dense(1)]
[MeanSquaredError]
public sealed partial class Follower;

/// <summary>A class at each step, with dropout and a state that does not start at zero.</summary>
[RnnModel]
[Embedding(12, 6)]
[Recurrent<LeakyUnit>(8, Layers = 2, Dropout = 0.2)]
[Dense(4)]
[CrossEntropy]
public sealed partial class Listener;

/// <summary>A cell whose state starts at a half.</summary>
[Cell]
public sealed partial class LeakyUnit
{
    /// <summary>One step.</summary>
    public static Vec Step(Vec x, [InitialState(0.5)] Vec h) => (0.75 * h) + (0.25 * Tanh(Affine(x, h)));
}

/// <summary>A class at each step, in double, with dropout of every kind.</summary>
[RnnModel(Precision = Precision.Double)]
[Embedding(12, 6)]
[Lstm(5, Layers = 2, Dropout = 0.3, RecurrentDropout = 0.2)]
[Dropout(0.3, PerSequence = true)]
[Gru(4, Zoneout = 0.2)]
[Dense(4)]
[CrossEntropy]
public sealed partial class DroppedSteps;

/// <summary>The mean over a sequence, in double, with dropout.</summary>
[RnnModel(Precision = Precision.Double)]
[Input(2)]
[Gru(5, InputDropout = 0.2)]
[MeanPool]
[Dense(3)]
[MeanSquaredError(Reduction = Reduction.Sum)]
public sealed partial class MeanOfSteps;

/// <summary>The largest over a sequence, in double.</summary>
[RnnModel(Precision = Precision.Double)]
[Input(2)]
[Lstm(5)]
[MaxPool]
[Dense(3)]
[MeanSquaredError]
public sealed partial class LargestStep;

/// <summary>A model whose activations may take 100,000 bytes.</summary>
[RnnModel(ActivationBudget = 100_000)]
[Embedding(12, 6)]
[Gru(8)]
[Dense(4)]
[CrossEntropy]
public sealed partial class Frugal;

/// <summary>A class at each step that depends on later ones.</summary>
[RnnModel]
[Embedding(12, 6)]
[Lstm(4)]
[Gru(3, Bidirectional = true, Name = "both")]
[Dense(4)]
[CrossEntropy]
public sealed partial class BothWays;

/// <summary>A class at each of three steps.</summary>
[RnnModel]
[Input(1, Steps = 3)]
[Gru(3)]
[Dense(4)]
[CrossEntropy]
public sealed partial class ThreeSteps;

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

/// <summary>A tagger whose loss is one of whole sequences.</summary>
[RnnModel]
[Input(2)]
[Gru(4)]
[Dense(3)]
[Crf]
public sealed partial class PathTagger;

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

/// <summary>Tags of two kinds, both at every step.</summary>
[RnnModel]
public sealed partial class TwoTaggers
{
    [Embedding(12, 8)] private static partial Seq Embed(Tokens words);
    [Gru(7)] private static partial Recurrence Encode(Seq x);
    [Dense(3)] private static partial Seq First(Seq h);
    [Dense(4)] private static partial Seq Second(Seq h);

    [Forward, CrossEntropy, CrossEntropy(Of = "other", Weight = 0.5)]
    private static (Seq tags, Seq other) Scores(Tokens words)
    {
        var r = Encode(Embed(words));
        return (First(r.Outputs), Second(r.Outputs));
    }
}

/// <summary>Tags at every step, and numbers of the whole sequence.</summary>
[RnnModel(Precision = Precision.Double)]
public sealed partial class TaggerWithSum
{
    [Gru(7)] private static partial Recurrence Encode(Seq x);
    [Dense(3)] private static partial Seq Tag(Seq h);
    [Dense(2)] private static partial Vec Sum(Vec h);

    [Forward, CrossEntropy, MeanSquaredError(Of = "sum", Weight = 0.5)]
    private static (Seq tags, Vec sum) Scores([Input(2)] Seq x)
    {
        var r = Encode(x);
        return (Tag(r.Outputs), Sum(r.Last));
    }
}

/// <summary>A class at each step, of which only the last layer is trained at first.</summary>
[RnnModel]
[Embedding(12, 6, Frozen = true)]
[Gru(8, Frozen = true)]
[Dense(4)]
[CrossEntropy]
public sealed partial class FrozenTagger;

/// <summary>Two labels of a sequence, each of which holds or not.</summary>
[RnnModel]
[Input(2)]
[Gru(4)]
[LastStep]
[Dense(2)]
[BinaryCrossEntropy]
public sealed partial class LabelModel;
