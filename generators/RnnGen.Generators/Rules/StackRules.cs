namespace RnnGen.Generators.Rules;

/// <summary>How layers follow each other: order, read-outs, named sizes, widths that the declaration states.</summary>
internal static class StackRules
{
    public static void Check(ModelSpec spec, RuleFindings findings)
    {
        CheckEmbedding(spec, findings);
        CheckReadOuts(spec, findings);
        CheckBudget(spec, findings);
        CheckNamedSizes(spec, findings);
        if (findings.Items.Count > 0 || spec.Loss is not { } loss || Widths.Of(spec) is not { } widths)
            return;
        int outputs = widths[widths.Length - 1];
        if (loss.Kind == LossKind.Ctc && (loss.Blank < 0 || loss.Blank >= outputs))
            findings.Report(DiagnosticIds.BlankOutOfRange, "loss.blank", RuleFindings.Text(loss.Blank),
                RuleFindings.Text(outputs));
        Count(DiagnosticIds.ClassWeightCount, "loss.classWeights", loss.ClassWeights.Count, outputs, findings);
        Count(DiagnosticIds.PositiveWeightCount, "loss.positiveWeights", loss.PositiveWeights.Count, outputs, findings);
    }

    private static void CheckEmbedding(ModelSpec spec, RuleFindings findings)
    {
        for (var i = 1; i < spec.Layers.Count; i++)
        {
            if (spec.Layers[i] is EmbeddingLayer)
                findings.Report(DiagnosticIds.EmbeddingNotFirst, RuleFindings.Layer(i), RuleFindings.Ordinal(i));
        }

        bool embeds = spec.Layers.Count > 0 && spec.Layers[0] is EmbeddingLayer;
        if (embeds == spec.Input.IsTokens || findings.Items.Count > 0)
            return;
        string features = $"{RuleFindings.Text(spec.Input.Features)} features";
        if (embeds)
            findings.Report(DiagnosticIds.InputKind, "input", features, "tokens; write [Input] without a number");
        else
            findings.Report(DiagnosticIds.InputKind, "input", "tokens", "features; start with an [Embedding]");
    }

    private static void CheckReadOuts(ModelSpec spec, RuleFindings findings)
    {
        int readOut = -1;
        for (var i = 0; i < spec.Layers.Count; i++)
        {
            LayerSpec layer = spec.Layers[i];
            if (layer is LastStepLayer or PoolLayer)
            {
                if (spec.Loss is { Kind: LossKind.Crf or LossKind.Ctc } loss)
                    findings.Report(DiagnosticIds.ReadOutBeforeSequenceLoss, RuleFindings.Layer(i), Title(layer),
                        loss.Kind.ToString());
                if (readOut >= 0)
                    findings.Report(DiagnosticIds.SecondReadOut, RuleFindings.Layer(i), Title(layer),
                        RuleFindings.Ordinal(readOut));
                else
                    readOut = i;
            }
            else if (layer is RecurrentLayer && readOut >= 0)
            {
                findings.Report(DiagnosticIds.RecurrentAfterReadOut, RuleFindings.Layer(i), RuleFindings.Ordinal(i),
                    RuleFindings.Ordinal(readOut));
            }
        }
    }

    /// <summary>Time can be cut where no layer reads ahead.</summary>
    public static void CheckBudget(ModelSpec spec, RuleFindings findings, Func<int, bool>? isUsed = null)
    {
        for (var i = 0; i < spec.Layers.Count && spec.ActivationBudget > 0; i++)
        {
            (string? name, string what) = spec.Layers[i] switch
            {
                RecurrentLayer { Bidirectional: true } layer => (layer.Name ?? layer.Kind, "Bidirectional"),
                RecurrentLayer { GoBackwards: true } layer => (layer.Name ?? layer.Kind, "GoBackwards"),
                AttentionLayer layer => (layer.Name, "the attention"),
                _ => (null, ""),
            };
            if (name is null || isUsed?.Invoke(i) == false)
                continue;
            findings.Report(
                DiagnosticIds.BudgetNotCausal, "model.activationBudget", RuleFindings.Ordinal(i), name, what);
            return;
        }
    }

    /// <summary>The sizes that cells name, of a stack or of a graph.</summary>
    public static void CheckNamedSizes(ModelSpec spec, RuleFindings findings)
    {
        for (var i = 0; i < spec.Layers.Count; i++)
        {
            if (spec.Layers[i] is RecurrentLayer recurrent)
                CheckNamedSizes(recurrent, RuleFindings.Layer(i), findings);
        }
    }

    private static void CheckNamedSizes(RecurrentLayer layer, string node, RuleFindings findings)
    {
        string[] needed = [.. layer.Cell.SizeNames()];
        foreach (string name in needed)
        {
            if (layer.NamedSizes.All(s => s.Name != name))
                findings.Report(DiagnosticIds.MissingNamedSize, node, layer.Cell.Name, name);
        }

        foreach (NamedSize size in layer.NamedSizes)
        {
            if (!needed.Contains(size.Name))
                findings.Report(DiagnosticIds.UnknownNamedSize, node + ".sizes", layer.Cell.Name, size.Name,
                    needed.Length == 0 ? "none" : string.Join(", ", needed));
        }
    }

    private static void Count(string id, string node, int weights, int outputs, RuleFindings findings)
    {
        if (weights > 0 && weights != outputs)
            findings.Report(id, node, RuleFindings.Text(weights), RuleFindings.Text(outputs));
    }

    private static string Title(LayerSpec layer) => layer switch
    {
        PoolLayer { Pool: PoolKind.Mean } => "MeanPool",
        PoolLayer => "MaxPool",
        _ => "LastStep",
    };
}
