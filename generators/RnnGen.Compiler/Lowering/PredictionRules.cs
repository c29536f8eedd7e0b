using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering;

/// <summary>From the losses and the outputs' shapes to what is predicted, head by head.</summary>
internal static class PredictionRules
{
    /// <summary>What a record has already, or may not have.</summary>
    private static readonly string[] s_recordMembers =
    [
        "Clone", "Deconstruct", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType",
        "MemberwiseClone", "PrintMembers", "ReferenceEquals", "ToString",
    ];

    /// <summary>Nothing of a network that is more than its spec says, as one built by hand is.</summary>
    public static IReadOnlyList<PredictionHead> Of(Network network) => network switch
    {
        { Spec.Graph: null, Inputs.Count: > 1 } or { Spec.Graph: null, Outputs.Count: > 1 } => [],
        _ => Heads(network.Spec, network.Outputs.Select(static o => (o.Name, o.Loss, o.PerStep, o.Width))),
    };

    /// <summary>As far as a declaration with errors tells; a width that it does not tell counts as several.</summary>
    public static IReadOnlyList<PredictionHead> Of(ModelSpec spec) => spec.Graph switch
    {
        null => Heads(spec, [("", spec.Loss, !spec.Layers.Any(IsReadOut), Width(spec))]),
        { Inputs.Count: > 0 } graph => Heads(
            spec, graph.Heads.Select(static h => (h.Name, h.Loss, h.PerStep, h.Units))),
        _ => [],
    };

    /// <summary>Whether the model reads one sequence and nothing else, as every stack does.</summary>
    public static bool ReadsOneSequence(ModelSpec spec) => spec.Graph is null or { Inputs: [{ PerStep: true }] };

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
            Loss = Outline(spec.Loss),
            Graph = spec.Graph is null ? null : spec.Graph with
            {
                Inputs = spec.Graph.Inputs
                    .Select(static i => i with { Spec = i.Spec with { Steps = 0 } }).ToEquatableArray(),
                Heads = spec.Graph.Heads.Select(static h => h with { Loss = Outline(h.Loss) }).ToEquatableArray(),
            },
        };
    }

    public static bool ReadsTokens(ModelSpec spec)
        => spec.Graph is null ? spec.Layers.Any(static layer => layer is EmbeddingLayer) : spec.Input.IsTokens;

    private static LossSpec? Outline(LossSpec? loss) => loss is null ? null : new LossSpec { Kind = loss.Kind };

    private static bool IsReadOut(LayerSpec layer) => layer is LastStepLayer or PoolLayer;

    private static int Width(ModelSpec spec) =>
        spec.Layers.LastOrDefault(static layer => layer is DenseLayer or RecurrentLayer) is DenseLayer { Units: 1 }
            ? 1
            : 2;

    private static IReadOnlyList<PredictionHead> Heads(
        ModelSpec spec, IEnumerable<(string Name, LossSpec? Loss, bool PerStep, int Width)> outputs)
    {
        (string Name, LossSpec? Loss, bool PerStep, int Width)[] heads = [.. outputs];

        // The outputs of one sequence and one head are there already, as Predict(sequence, output).
        if (heads.Length == 1 && heads[0].Loss is null && ReadsOneSequence(spec))
            return [];
        HashSet<string> taken = [.. s_recordMembers, spec.Graph?.PredictionName ?? ""];
        return [.. heads.Select(head => new PredictionHead(
            heads.Length > 1 ? PropertyName(head.Name, taken) : "", KindOf(head.Loss, head.PerStep, head.Width)))];
    }

    /// <summary>"slot_tags" as C# calls a property, "SlotTags", and never as another member of the record.</summary>
    private static string PropertyName(string head, HashSet<string> taken)
    {
        string name = string.Concat(head.Split('_').Where(static word => word.Length > 0)
            .Select(static word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        if (name.Length == 0 || char.IsDigit(name[0]))
            name = "Output" + name;
        while (!taken.Add(name))
            name += "Output";
        return name;
    }

    private static PredictionKind KindOf(LossSpec? loss, bool perStep, int width) => (loss?.Kind, perStep, width) switch
    {
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
