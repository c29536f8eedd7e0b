using Microsoft.CodeAnalysis;

namespace RnnGen.Generators.Diagnostics;

/// <content>Traps.</content>
internal static partial class DiagnosticDescriptors
{
    private static IEnumerable<DiagnosticDescriptor> Traps()
    {
        yield return new DiagnosticDescriptor(
            DiagnosticIds.SoftmaxTwice,
            "Softmax before cross-entropy",
            "{0} applies softmax and [CrossEntropy] applies it again; leave it out, the loss reads logits",
            "RnnGen.Traps",
            DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.SoftmaxTwice));

        yield return new DiagnosticDescriptor(
            DiagnosticIds.BidirectionalLastStep,
            "The last step of a bidirectional layer",
            "{0} takes the last step behind {1}, where the backward half of {2} has seen one step; "
            + "put it directly behind the recurrent layer",
            "RnnGen.Traps",
            DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.BidirectionalLastStep));

        yield return new DiagnosticDescriptor(
            DiagnosticIds.SingleLayerDropout,
            "Dropout between layers of one layer",
            "Dropout = {0} acts between stacked layers, and there is {1}; use InputDropout, or a [Dropout] "
            + "layer behind this one",
            "RnnGen.Traps",
            DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.SingleLayerDropout));

        yield return new DiagnosticDescriptor(
            DiagnosticIds.CannotStream,
            "A model that reads ahead cannot stream",
            "'{0}' cannot stream: {1} is {2} and needs the whole sequence first; call Predict on whole "
            + "sequences, or declare a model without it",
            "RnnGen.Traps",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.CannotStream),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.SigmoidTwice,
            "Sigmoid before binary cross-entropy",
            "{0} applies sigmoid and [BinaryCrossEntropy] applies it again; leave it out, the loss reads logits",
            "RnnGen.Traps",
            DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.SigmoidTwice));

        yield return new DiagnosticDescriptor(
            DiagnosticIds.OneClass,
            "Cross-entropy over one class",
            "Cross-entropy over {0} output is always 0; use [BinaryCrossEntropy], or at least 2 outputs",
            "RnnGen.Traps",
            DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.OneClass));

        yield return new DiagnosticDescriptor(
            DiagnosticIds.DropoutLast,
            "Dropout on the outputs",
            "{0} drops the model's outputs themselves; put it in front of the last layer",
            "RnnGen.Traps",
            DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.DropoutLast));

        yield return new DiagnosticDescriptor(
            DiagnosticIds.OutputLags,
            "The output comes from the old state",
            "The output of '{0}' reads the old '{1}' and nothing that the new one is made of, so it is one step late; "
            + "return only the states and put a [Dense] behind the layer, or compute the output from the new '{1}'",
            "RnnGen.Traps",
            DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.OutputLags));

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NothingToMerge,
            "Nothing to merge",
            "Merge = {0} joins two directions, and the layer reads one; write Bidirectional = true beside it, "
            + "or remove Merge",
            "RnnGen.Traps",
            DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NothingToMerge));

        yield return new DiagnosticDescriptor(
            DiagnosticIds.OptionWithoutEffect,
            "An option without effect",
            "{0} changes nothing: {1} {2}; remove it",
            "RnnGen.Traps",
            DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.OptionWithoutEffect));
    }
}
