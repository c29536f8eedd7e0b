using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering;

/// <summary>From the loss and the output's shape to what is predicted.</summary>
internal static class PredictionRules
{
    public static PredictionKind Of(Network network) => Of(
        network.Spec.Loss,
        network.Output.All(static chunk => chunk.PerStep),
        network.Output.Sum(static chunk => chunk.Size));

    /// <summary>As far as a declaration with errors tells; a width that it does not tell counts as several.</summary>
    public static PredictionKind Of(ModelSpec spec) => Of(
        spec.Loss,
        !spec.Layers.Any(static layer => layer is LastStepLayer or PoolLayer),
        spec.Layers.LastOrDefault(static layer => layer is DenseLayer or RecurrentLayer) is DenseLayer dense
            ? dense.Units
            : 2);

    private static PredictionKind Of(LossSpec? loss, bool perStep, int width) => (loss?.Kind, perStep, width) switch
    {
        (null, _, _) => PredictionKind.None,
        (LossKind.CrossEntropy, false, _) => PredictionKind.Class,
        (LossKind.CrossEntropy, true, _) => PredictionKind.Tags,
        (LossKind.BinaryCrossEntropy, false, 1) => PredictionKind.Binary,
        (LossKind.BinaryCrossEntropy, true, 1) => PredictionKind.BinarySteps,
        (LossKind.BinaryCrossEntropy, false, _) => PredictionKind.MultiLabel,
        (LossKind.BinaryCrossEntropy, true, _) => PredictionKind.MultiLabelSteps,
        (_, false, 1) => PredictionKind.Value,
        (_, false, _) => PredictionKind.Vector,
        (_, true, _) => PredictionKind.Matrix,
    };
}
