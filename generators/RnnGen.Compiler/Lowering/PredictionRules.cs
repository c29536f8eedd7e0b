using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering;

/// <summary>From the loss and the output's shape to what is predicted.</summary>
internal static class PredictionRules
{
    public static PredictionKind Of(Network network) => network.Inputs.Count > 1 || network.Outputs.Count > 1
        ? PredictionKind.None
        : Of(network.Outputs[0].Loss, network.Outputs[0].PerStep, network.Outputs[0].Width);

    /// <summary>As far as a declaration with errors tells; a width that it does not tell counts as several.</summary>
    public static PredictionKind Of(ModelSpec spec) => spec.Graph switch
    {
        null => Of(spec.Loss, !spec.Layers.Any(IsReadOut), Width(spec)),
        { Inputs: [_], Heads: [var head] } => Of(head.Loss, head.PerStep, head.Units),
        _ => PredictionKind.None,
    };

    /// <summary>
    /// Of a declaration with errors what its predictions follow from, and nothing else: most edits leave it equal.
    /// </summary>
    public static ModelSpec Outline(ModelSpec spec)
    {
        var layers = new List<LayerSpec>();
        if (ReadsTokens(spec))
            layers.Add(new EmbeddingLayer { Vocabulary = 1, Size = 1 });
        if (spec.Layers.Any(IsReadOut))
            layers.Add(new LastStepLayer());
        if (Width(spec) == 1)
            layers.Add(new DenseLayer { Units = 1 });
        return spec with
        {
            Layers = spec.Graph is null ? layers.ToEquatableArray() : default,
            Loss = KindOf(spec.Loss),
            Graph = spec.Graph is null ? null : spec.Graph with
            {
                Heads = spec.Graph.Heads.Select(static h => h with { Loss = KindOf(h.Loss) }).ToEquatableArray(),
            },
        };
    }

    public static bool ReadsTokens(ModelSpec spec)
        => spec.Graph is null ? spec.Layers.Any(static layer => layer is EmbeddingLayer) : spec.Input.IsTokens;

    private static LossSpec? KindOf(LossSpec? loss) => loss is null ? null : new LossSpec { Kind = loss.Kind };

    private static bool IsReadOut(LayerSpec layer) => layer is LastStepLayer or PoolLayer;

    private static int Width(ModelSpec spec) =>
        spec.Layers.LastOrDefault(static layer => layer is DenseLayer or RecurrentLayer) is DenseLayer { Units: 1 }
            ? 1
            : 2;

    private static PredictionKind Of(LossSpec? loss, bool perStep, int width) => (loss?.Kind, perStep, width) switch
    {
        (null, _, _) => PredictionKind.None,
        (LossKind.CrossEntropy, false, _) => PredictionKind.Class,
        (LossKind.CrossEntropy, true, _) => PredictionKind.Tags,
        (LossKind.Crf, _, _) => PredictionKind.Path,
        (LossKind.Ctc, _, _) => PredictionKind.Labelling,
        (LossKind.BinaryCrossEntropy, false, 1) => PredictionKind.Binary,
        (LossKind.BinaryCrossEntropy, true, 1) => PredictionKind.BinarySteps,
        (LossKind.BinaryCrossEntropy, false, _) => PredictionKind.MultiLabel,
        (LossKind.BinaryCrossEntropy, true, _) => PredictionKind.MultiLabelSteps,
        (_, false, 1) => PredictionKind.Value,
        (_, false, _) => PredictionKind.Vector,
        (_, true, _) => PredictionKind.Matrix,
    };
}
