namespace RnnGen.Generators.Rules;

/// <summary>Declarations that compile and train badly.</summary>
internal static class TrapRules
{
    public static void Check(ModelSpec spec, RuleFindings findings)
    {
        int[]? widths = spec.Graph is null ? Widths.Of(spec) : null;
        for (var i = 0; i < spec.Layers.Count; i++)
        {
            if (spec.Layers[i] is RecurrentLayer recurrent)
                CheckRecurrent(spec, recurrent, i, widths, findings);
            else if (spec.Layers[i] is LastStepLayer && spec.Graph is null)
                CheckLastStep(spec, i, findings);
        }

        if (spec.Graph is not null)
            return;

        int last = spec.Layers.Count - 1;
        if (last < 0)
            return;
        if (spec.Layers[last] is DropoutLayer)
            findings.Report(DiagnosticIds.DropoutLast, RuleFindings.Layer(last),
                $"Layer {RuleFindings.Ordinal(last)} of {RuleFindings.Text(last + 1)}");
        if (spec.Loss is { } loss)
            CheckLoss(loss, spec, widths?[last + 1], findings);
    }

    private static void CheckRecurrent(
        ModelSpec spec, RecurrentLayer layer, int index, int[]? widths, RuleFindings findings)
    {
        string node = RuleFindings.Layer(index);
        if (layer.Dropout > 0 && layer.Sizes.Count == 1)
            findings.Report(DiagnosticIds.SingleLayerDropout, node + ".dropout", RuleFindings.Text(layer.Dropout),
                "1 layer");
        if (layer is { Bidirectional: false, Merge: not Merge.Concat })
            findings.Report(DiagnosticIds.NothingToMerge, node + ".merge", layer.Merge.ToString());
        if (layer.Activation != Activation.Tanh && !layer.Cell.HasActivation)
            findings.Report(DiagnosticIds.OptionWithoutEffect, node + ".activation",
                $"Activation = {layer.Activation}", layer.Cell.Name, "does not call Activate");
        if (layer.RecurrentDropout > 0 && !CellOptions.HasRecurrentProduct(layer.Cell))
            findings.Report(DiagnosticIds.OptionWithoutEffect, node + ".recurrentDropout",
                $"RecurrentDropout = {RuleFindings.Text(layer.RecurrentDropout)}", layer.Cell.Name,
                "multiplies no state by a matrix");
        int steps = spec.Graph is { Inputs.Count: > 1 } ? 0 : spec.Input.Steps;
        if (steps > 0 && layer.Unroll > steps)
            findings.Report(DiagnosticIds.UselessUnroll, node + ".unroll", RuleFindings.Text(layer.Unroll),
                RuleFindings.Text(steps));
        if (layer.Residual)
            CheckResidual(layer, index, widths?[index], findings);
    }

    /// <summary>A residual is added where a layer's output has as many units as its input.</summary>
    public static void CheckResidual(RecurrentLayer layer, int index, int? width, RuleFindings findings)
    {
        if (width is not { } first || Widths.Outputs(layer) is not { } outputs)
            return;
        int[] inputs = [first, .. outputs.Take(outputs.Length - 1)];
        if (!inputs.Where((input, i) => input == outputs[i]).Any())
            findings.Report(DiagnosticIds.ResidualNeverAgrees, RuleFindings.Layer(index) + ".residual", Join(inputs),
                Join(outputs));
    }

    /// <summary>
    /// Behind a bidirectional layer LastStep takes each direction's own last output; with anything between, it takes
    /// the row at T-1, where the backward half has seen a single step.
    /// </summary>
    private static void CheckLastStep(ModelSpec spec, int index, RuleFindings findings)
    {
        for (int i = index - 1; i >= 0; i--)
        {
            if (spec.Layers[i] is not RecurrentLayer recurrent)
                continue;
            if (recurrent.Bidirectional && i < index - 1)
                findings.Report(DiagnosticIds.BidirectionalLastStep, RuleFindings.Layer(index),
                    "Layer " + RuleFindings.Ordinal(index), "layer " + RuleFindings.Ordinal(index - 1),
                    "layer " + RuleFindings.Ordinal(i), RuleFindings.Ordinal(i));
            return;
        }
    }

    private static void CheckLoss(LossSpec loss, ModelSpec spec, int? outputs, RuleFindings findings)
    {
        // dropout and a last step pass values on as they are
        int last = spec.Layers.Count - 1;
        while (last > 0 && spec.Layers[last] is DropoutLayer or LastStepLayer)
            last--;
        string node = RuleFindings.Layer(last) + ".activation";
        Activation activation = ActivationOf(spec.Layers[last]);
        string subject = "Layer " + RuleFindings.Ordinal(last);
        if (loss.Kind == LossKind.CrossEntropy && activation == Activation.Softmax)
            findings.Report(DiagnosticIds.SoftmaxTwice, node, subject);
        if (loss.Kind == LossKind.BinaryCrossEntropy && activation == Activation.Sigmoid)
            findings.Report(DiagnosticIds.SigmoidTwice, node, subject);
        if (loss.Kind == LossKind.CrossEntropy && outputs == 1)
            findings.Report(DiagnosticIds.OneClass, "loss", "1");
        if (loss.Kind is LossKind.Crf or LossKind.Ctc && outputs == 1)
            findings.Report(DiagnosticIds.OneTag, "loss", loss.Kind.ToString(), "1");
    }

    /// <summary>The activation that a layer ends with.</summary>
    public static Activation ActivationOf(LayerSpec layer) => layer switch
    {
        DenseLayer dense => dense.Activation,
        RecurrentLayer rnn when rnn.Cell.Returns[0] is CallExpr { Function: CellFunction.Activate } => rnn.Activation,
        _ => Activation.Identity,
    };

    private static string Join(int[] widths) => string.Join(", ", widths.Select(RuleFindings.Text));
}
