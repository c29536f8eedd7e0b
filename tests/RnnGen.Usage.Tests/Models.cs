namespace RnnGen.Usage.Tests;

/// <summary>The smallest model of each kind of prediction, written as a user writes it.</summary>
public static partial class Models
{
    [RnnModel]
    [Input(2)]
    [Lstm(5)]
    [LastStep]
    [Dense(3)]
    [CrossEntropy]
    public sealed partial class Classifier;

    [RnnModel]
    [Embedding(9, 4)]
    [Gru(5)]
    [LastStep]
    [Dense(3)]
    [CrossEntropy]
    public sealed partial class TextClassifier;

    [RnnModel(Precision = Precision.Double)]
    [Embedding(9, 4)]
    [Gru(5)]
    [Dense(3)]
    [CrossEntropy]
    public sealed partial class Tagger;

    [RnnModel]
    [Input(2)]
    [Gru(5, Bidirectional = true)]
    [MeanPool]
    [Dense(1)]
    [BinaryCrossEntropy]
    public sealed partial class Detector;

    [RnnModel]
    [Input(2)]
    [Gru(5)]
    [Dense(1)]
    [BinaryCrossEntropy]
    public sealed partial class StepDetector;

    [RnnModel]
    [Input(2)]
    [Gru(5)]
    [LastStep]
    [Dense(4)]
    [BinaryCrossEntropy]
    public sealed partial class MultiLabel;

    [RnnModel]
    [Input(2)]
    [Gru(5)]
    [Dense(4)]
    [BinaryCrossEntropy]
    public sealed partial class StepMultiLabel;

    [RnnModel]
    [Input(2)]
    [Lstm(5)]
    [LastStep]
    [Dense(1)]
    [MeanSquaredError]
    public sealed partial class Forecaster;

    [RnnModel(Precision = Precision.Double)]
    [Input(2)]
    [Lstm(5)]
    [LastStep]
    [Dense(3)]
    [MeanAbsoluteError]
    public sealed partial class VectorForecaster;

    [RnnModel]
    [Input(2)]
    [Lstm(5)]
    [Dense(3)]
    [Huber]
    public sealed partial class StepForecaster;

    [RnnModel(Precision = Precision.Double)]
    [Input(2)]
    [Lstm(5)]
    [Dense(1)]
    [SmoothL1]
    public sealed partial class DoubleStepForecaster;

    [RnnModel(Precision = Precision.Double)]
    [Input(2)]
    [Gru(4)]
    [Dense(5)]
    [Crf]
    public sealed partial class PathTagger;

    [RnnModel]
    [Embedding(9, 8)]
    [Lstm(12, Bidirectional = true)]
    [Dense(5)]
    [Crf(Scheme = TagScheme.Bio)]
    public sealed partial class SpanTagger;

    [RnnModel(Precision = Precision.Double)]
    [Input(3)]
    [Crf(StartEnd = false, Reduction = Reduction.Sum)]
    public sealed partial class BareChain;

    [RnnModel(Precision = Precision.Double)]
    [Input(2)]
    [Dense(256)]
    [Crf]
    public sealed partial class WideChain;

    [RnnModel(Precision = Precision.Double)]
    [Input(2)]
    [Gru(6, Bidirectional = true)]
    [Dense(3)]
    [Ctc(ZeroInfinity = true)]
    public sealed partial class Labeller;

    [RnnModel(Precision = Precision.Double)]
    [Input(2)]
    [Gru(6)]
    [Dense(3)]
    [Ctc]
    public sealed partial class StrictLabeller;

    [RnnModel(Precision = Precision.Double)]
    [Input(3)]
    [Ctc(Reduction = Reduction.Sum)]
    public sealed partial class BareLabeller;

    [RnnModel]
    [Input(2)]
    [Lstm(5)]
    public sealed partial class Encoder;
}
