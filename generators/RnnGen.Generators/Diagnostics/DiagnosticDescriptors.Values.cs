using Microsoft.CodeAnalysis;

namespace RnnGen.Generators.Diagnostics;

/// <content>Values.</content>
internal static partial class DiagnosticDescriptors
{
    private static IEnumerable<DiagnosticDescriptor> Values()
    {
        yield return new DiagnosticDescriptor(
            DiagnosticIds.NotPositive,
            "A size must be positive",
            "{0} is {1}; it must be at least 1",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NotPositive),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.RateOutOfRange,
            "A rate must lie in [0, 1)",
            "{0} is {1}; a rate must be at least 0 and less than 1",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.RateOutOfRange),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.BiasesOutOfRange,
            "Biases must be 0, 1 or 2",
            "Biases is {0}; it must be 0, 1 or 2",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.BiasesOutOfRange),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.LayersNotPositive,
            "Layers must be at least 1",
            "Layers is {0}; it must be at least 1",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.LayersNotPositive),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.LayersWithSizes,
            "Layers with several sizes",
            "Layers = {0} stands beside {1} sizes; give one size, or one size a layer and no Layers",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.LayersWithSizes),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NegativeSteps,
            "Steps must not be negative",
            "Steps is {0}; it must be positive, or 0 for any number",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NegativeSteps),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.PaddingOutOfRange,
            "Padding index out of range",
            "PaddingIndex is {0}, the vocabulary has {1} tokens; it must be less, or -1 for none",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.PaddingOutOfRange),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.SmoothingOutOfRange,
            "Label smoothing must lie in [0, 1)",
            "LabelSmoothing is {0}; it must be at least 0 and less than 1",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.SmoothingOutOfRange),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.UnknownEnumValue,
            "Unknown value",
            "{0} is {1}, which is not a member of {2}; write one of its members by name, or leave {0} out",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.UnknownEnumValue),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.ProjectionTooLarge,
            "Projection must be below the hidden size",
            "Projection is {0}, the hidden size {1}; it must be less, or left out for none",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.ProjectionTooLarge),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.UselessUnroll,
            "Unroll exceeds the steps",
            "Unroll is {0}, the input has {1} steps; write at most {1}, more is never used",
            "RnnGen.Values",
            DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.UselessUnroll));

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NotPositiveNumber,
            "A number must be positive and finite",
            "{0} is {1}; it must be positive and finite",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NotPositiveNumber),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.InvalidWeight,
            "A weight must not be negative",
            "{0}[{1}] is {2}; a weight must be finite and not negative",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.InvalidWeight),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NoSizes,
            "A recurrent layer needs a size",
            "[{0}] has no size; write the number of units, such as [{0}(32)]",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NoSizes),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.TooLarge,
            "A size is too large",
            "{0} is {1}; more than {2} is not supported",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.TooLarge),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NegativeUnroll,
            "Unroll must not be negative",
            "Unroll is {0}; it must be positive, or 0 for none",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NegativeUnroll),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NegativeProjection,
            "Projection must not be negative",
            "Projection is {0}; it must be positive, or 0 for none",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NegativeProjection),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NotFinite,
            "A number must be finite",
            "{0} is {1}; it must be finite",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NotFinite),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.ZoneoutOfInfinity,
            "Zoneout cannot mix an infinite state",
            "Zoneout mixes old and new states, but state '{1}' of '{0}' starts at {2}; remove Zoneout",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.ZoneoutOfInfinity),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NegativeFoldBudget,
            "FoldBudget must not be negative",
            "FoldBudget is {0}; it must be a number of bytes, or 0 for no table",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NegativeFoldBudget),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.ReadOutBeforeSequenceLoss,
            "A loss of sequences behind a read-out",
            "[{0}] leaves one output of a sequence, and [{1}] reads one at each step; remove [{0}]",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.ReadOutBeforeSequenceLoss),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.OneTag,
            "A path over one class",
            "[{0}] over {1} output has one path and is always 0; use at least 2 outputs",
            "RnnGen.Values",
            DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.OneTag));

        yield return new DiagnosticDescriptor(
            DiagnosticIds.BlankOutOfRange,
            "Blank out of range",
            "Blank is {0}, the output has {1} units; it must be one of them, counted from 0",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.BlankOutOfRange),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NegativeActivationBudget,
            "ActivationBudget must not be negative",
            "ActivationBudget is {0}; it must be a number of bytes, or 0 for no limit",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NegativeActivationBudget),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NoObjective,
            "The method of an [Objective] is none",
            "'{0}' is no objective: {1}; write private static Seq {0}(Seq output, Seq target) => ..., of operators, "
            + "numbers and functions that work unit by unit",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NoObjective),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.BothWaysAlready,
            "A bidirectional layer goes backwards already",
            "GoBackwards stands beside Bidirectional, which reads each row from both ends already; remove GoBackwards, "
            + "or Bidirectional for the backward direction alone",
            "RnnGen.Values",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.BothWaysAlready),
            customTags: WellKnownDiagnosticTags.NotConfigurable);
    }
}
