namespace RnnGen.Generators.Rules;

/// <summary>Each number by itself: sizes, rates, counts.</summary>
internal static class ValueRules
{
    private const int MaxSize = 1 << 20;

    /// <summary>Steps printed one after the other: beyond this the text grows and nothing gets faster.</summary>
    private const int MaxUnroll = 64;
    private const int MaxVocabulary = 1 << 28;
    private const int MaxSteps = 1 << 24;

    public static void Check(ModelSpec spec, RuleFindings findings)
    {
        InputSpec[] inputs = spec.Graph is null ? [spec.Input] : [.. spec.Graph.Inputs.Select(static i => i.Spec)];
        for (var i = 0; i < inputs.Length; i++)
            Check(inputs[i], GraphSpec.InputNode(i), findings);
        if (spec.FoldBudget < 0)
            findings.Report(DiagnosticIds.NegativeFoldBudget, "model.foldBudget", RuleFindings.Text(spec.FoldBudget));
        if (spec.ActivationBudget < 0)
        {
            findings.Report(DiagnosticIds.NegativeActivationBudget, "model.activationBudget",
                RuleFindings.Text(spec.ActivationBudget));
        }

        for (var i = 0; i < spec.Layers.Count; i++)
            Check(spec.Layers[i], RuleFindings.Layer(i), findings);
        LossSpec?[] losses = spec.Graph is null ? [spec.Loss] : [.. spec.Graph.Heads.Select(static h => h.Loss)];
        for (var i = 0; i < losses.Length; i++)
        {
            if (losses[i] is { } loss)
                Check(loss, GraphSpec.LossNode(i), findings);
        }
    }

    private static void Check(InputSpec input, string node, RuleFindings findings)
    {
        if (!input.IsTokens)
            Size(findings, node + ".features", "The number of features", input.Features, MaxSize);
        if (input.Steps < 0)
            findings.Report(DiagnosticIds.NegativeSteps, node + ".steps", RuleFindings.Text(input.Steps));
        else if (input.Steps > MaxSteps)
            Size(findings, node + ".steps", "Steps", input.Steps, MaxSteps);
    }

    private static void Check(LayerSpec layer, string node, RuleFindings findings)
    {
        switch (layer)
        {
            case EmbeddingLayer embedding:
                Size(findings, node + ".vocabulary", "The vocabulary", embedding.Vocabulary, MaxVocabulary);
                Size(findings, node + ".size", "The embedding's size", embedding.Size, MaxSize);
                if (embedding.PaddingIndex is { } padding && (padding < 0 || padding >= embedding.Vocabulary))
                    findings.Report(DiagnosticIds.PaddingOutOfRange, node + ".paddingIndex", RuleFindings.Text(padding),
                        RuleFindings.Text(embedding.Vocabulary));
                break;
            case RecurrentLayer recurrent:
                Check(recurrent, node, findings);
                break;
            case DenseLayer dense:
                Size(findings, node + ".units", "The number of units", dense.Units, MaxSize);
                break;
            case AttentionLayer { HasUnits: true } attention:
                Size(findings, node + ".units", "The number of units", attention.Units, MaxSize);
                break;
            case DropoutLayer dropout:
                Rate(findings, node, "rate", dropout.Rate);
                break;
            case LayerNormLayer norm:
                PositiveNumber(findings, node, "Epsilon", norm.Epsilon);
                break;
        }
    }

    private static void Check(RecurrentLayer layer, string node, RuleFindings findings)
    {
        // One size may stand for many layers: each value is reported once.
        var seen = new HashSet<int>();
        for (var i = 0; i < layer.Sizes.Count; i++)
        {
            if (seen.Add(layer.Sizes[i]))
                Size(findings, $"{node}.sizes[{RuleFindings.Text(i)}]", "The hidden size", layer.Sizes[i], MaxSize);
        }

        foreach (NamedSize size in layer.NamedSizes)
            Size(findings, node + ".sizes", $"The size '{size.Name}'", size.Value, MaxSize);
        Rate(findings, node, "Dropout", layer.Dropout);
        Rate(findings, node, "InputDropout", layer.InputDropout);
        Rate(findings, node, "RecurrentDropout", layer.RecurrentDropout);
        Rate(findings, node, "Zoneout", layer.Zoneout);
        StateSpec? infinite = layer.Cell.States.FirstOrDefault(static state => double.IsInfinity(state.Initial));
        if (layer.Zoneout > 0 && infinite is not null)
            findings.Report(DiagnosticIds.ZoneoutOfInfinity, node + ".zoneout", layer.Cell.Name, infinite.Name,
                RuleFindings.Text(infinite.Initial));
        if (layer.Biases is < 0 or > 2)
            findings.Report(DiagnosticIds.BiasesOutOfRange, node + ".biases", RuleFindings.Text(layer.Biases));
        if (layer.Unroll < 0)
            findings.Report(DiagnosticIds.NegativeUnroll, node + ".unroll", RuleFindings.Text(layer.Unroll));
        if (layer.Unroll > MaxUnroll)
            findings.Report(DiagnosticIds.TooLarge, node + ".unroll", "The unroll factor",
                RuleFindings.Text(layer.Unroll), RuleFindings.Text(MaxUnroll));
        if (layer.Bidirectional && layer.GoBackwards)
            findings.Report(DiagnosticIds.BothWaysAlready, node + ".goBackwards");
        foreach (GateBias bias in layer.InitialBiases)
            Finite(findings, node + ".forgetBias", "ForgetBias", bias.Value);
    }

    private static void Check(LossSpec loss, string node, RuleFindings findings)
    {
        if (!(loss.LabelSmoothing is >= 0 and < 1))
            findings.Report(DiagnosticIds.SmoothingOutOfRange, node + ".labelSmoothing",
                RuleFindings.Text(loss.LabelSmoothing));
        Weights(findings, node, "ClassWeights", loss.ClassWeights);
        if (loss.ClassWeights.Count > 0 && loss.ClassWeights.All(static weight => weight == 0))
            findings.Report(DiagnosticIds.ValueOutOfRange, node + ".classWeights", "The sum of ClassWeights", "0",
                "positive");
        Weights(findings, node, "PositiveWeights", loss.PositiveWeights);
        PositiveNumber(findings, node, loss.Kind == LossKind.Huber ? "Delta" : "Beta", loss.Beta);
        PositiveNumber(findings, node, "Weight", loss.Weight);
        if (!(loss.Level is > 0 and < 1))
            findings.Report(DiagnosticIds.ValueOutOfRange, node + ".level", "The quantile",
                RuleFindings.Text(loss.Level), "between 0 and 1");
    }

    private static void Weights(RuleFindings findings, string loss, string name, EquatableArray<double> weights)
    {
        for (var i = 0; i < weights.Count; i++)
        {
            if (weights[i] is >= 0 and < double.PositiveInfinity)
                continue;
            string node = $"{loss}.{Parsing.Names.CamelCase(name)}[{RuleFindings.Text(i)}]";
            findings.Report(DiagnosticIds.InvalidWeight, node, name, RuleFindings.Text(i),
                RuleFindings.Text(weights[i]));
            return;
        }
    }

    private static void Size(RuleFindings findings, string node, string what, int value, int most)
    {
        if (value < 1)
            findings.Report(DiagnosticIds.NotPositive, node, what, RuleFindings.Text(value));
        else if (value > most)
            findings.Report(DiagnosticIds.TooLarge, node, what, RuleFindings.Text(value), RuleFindings.Text(most));
    }

    private static void Rate(RuleFindings findings, string node, string name, double value)
    {
        if (!(value is >= 0 and < 1))
            findings.Report(DiagnosticIds.RateOutOfRange, $"{node}.{Parsing.Names.CamelCase(name)}", name,
                RuleFindings.Text(value));
    }

    private static void PositiveNumber(RuleFindings findings, string node, string name, double value)
    {
        if (!(value is > 0 and < double.PositiveInfinity))
            findings.Report(DiagnosticIds.NotPositiveNumber, $"{node}.{Parsing.Names.CamelCase(name)}", name,
                RuleFindings.Text(value));
    }

    private static void Finite(RuleFindings findings, string node, string name, double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
            findings.Report(DiagnosticIds.NotFinite, node, name, RuleFindings.Text(value));
    }
}
