using Microsoft.CodeAnalysis;

namespace RnnGen.Generators.Diagnostics;

/// <content>Shapes.</content>
internal static partial class DiagnosticDescriptors
{
    private static IEnumerable<DiagnosticDescriptor> Shapes()
    {
        yield return new DiagnosticDescriptor(
            DiagnosticIds.ResidualNeverAgrees,
            "Residual never applies",
            "Residual adds a layer's input to its output, but no widths agree: {0} in, {1} out; make them equal, or "
            + "leave Residual out",
            "RnnGen.Shapes",
            DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.ResidualNeverAgrees));

        yield return new DiagnosticDescriptor(
            DiagnosticIds.ClassWeightCount,
            "Class weights do not fit the outputs",
            "ClassWeights has {0} weights, the model has {1} outputs; write one weight for each output",
            "RnnGen.Shapes",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.ClassWeightCount),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.PositiveWeightCount,
            "Positive weights do not fit the outputs",
            "PositiveWeights has {0} weights, the model has {1} outputs; write one weight for each output",
            "RnnGen.Shapes",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.PositiveWeightCount),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.SecondReadOut,
            "A second read-out",
            "[{0}] reads out a sequence, but layer {1} has left one row already; remove one of the two",
            "RnnGen.Shapes",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.SecondReadOut),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.RecurrentAfterReadOut,
            "A recurrent layer behind a read-out",
            "Layer {0} needs a sequence, but layer {1} has left one row of it; put layer {1} behind the last "
            + "recurrent layer",
            "RnnGen.Shapes",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.RecurrentAfterReadOut),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.ModelSizesDiffer,
            "Widths differ",
            "{0} has {1} units, {2} has {3}; change a size so that they agree, or bring one to the other's by "
            + "Linear(...) in the cell",
            "RnnGen.Shapes",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.ModelSizesDiffer),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.ModelTooLarge,
            "The model is too large",
            "The model has {0} parameters; more than {1} are not supported, make its layers smaller",
            "RnnGen.Shapes",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.ModelTooLarge),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.BudgetNotCausal,
            "ActivationBudget needs layers that read forward",
            "ActivationBudget cuts sequences in time, but layer {0}, '{1}', needs later steps of them; leave out "
            + "{2}, or ActivationBudget",
            "RnnGen.Shapes",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.BudgetNotCausal),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NotTied,
            "A layer cannot share a table",
            "'{0}' cannot be tied to '{1}': {2}; a tied layer has a unit for each row of an [Embedding]'s table and "
            + "reads as many units as the table has columns",
            "RnnGen.Shapes",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NotTied),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.DevicesCannot,
            "Devices cannot compute the model",
            "'{0}' has no kernels for devices: {1}; the processor computes it",
            "RnnGen.Shapes",
            DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.DevicesCannot));
    }
}
