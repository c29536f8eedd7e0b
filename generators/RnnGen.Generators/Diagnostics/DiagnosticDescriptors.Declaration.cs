using Microsoft.CodeAnalysis;

namespace RnnGen.Generators.Diagnostics;

/// <content>Declaration.</content>
internal static partial class DiagnosticDescriptors
{
    private static IEnumerable<DiagnosticDescriptor> Declaration()
    {
        yield return new DiagnosticDescriptor(
            DiagnosticIds.NotPartial,
            "The class must be partial",
            "'{0}' must be partial, so that the generator can write its other half",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NotPartial),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.UnsupportedClass,
            "This kind of class cannot be generated",
            "'{0}' is {1}; it must be an ordinary, non-generic class",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.UnsupportedClass),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.EnclosingNotPartial,
            "An enclosing type must be partial",
            "'{0}' encloses '{1}' and must be partial too",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.EnclosingNotPartial),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.SeveralParts,
            "Layers stand on several parts",
            "The layers of '{0}' stand on {1} parts, whose order is the files'; put all of them on one part",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.SeveralParts),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NoLayers,
            "A model needs a layer",
            "'{0}' declares no layer; write one below [Input], such as [Lstm(32)]",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NoLayers),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NoInput,
            "A model needs an input",
            "'{0}' does not say what it reads; write [Input(features)] above the first layer, or start with "
            + "an [Embedding]",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NoInput),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.SeveralInputs,
            "Input is declared twice",
            "'{0}' declares {1} inputs; a stack has one, remove this",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.SeveralInputs),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.InputNotFirst,
            "Input must come first",
            "[Input] is number {0} of the attributes; it must stand above the first layer",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.InputNotFirst),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.EmbeddingNotFirst,
            "Embedding must be the first layer",
            "[Embedding] is layer {0}; it reads tokens and must be layer 1",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.EmbeddingNotFirst),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.InputKind,
            "Input and first layer do not fit",
            "The input gives {0}, the first layer reads {1}",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.InputKind),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.LayerAfterLoss,
            "A layer stands behind the loss",
            "[{0}] stands behind the loss [{1}]; the loss must be the last attribute",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.LayerAfterLoss),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.SeveralLosses,
            "Two losses",
            "'{0}' declares {1} losses; a model has at most one, remove this",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.SeveralLosses),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.DuplicateName,
            "Two layers have one name",
            "The name '{0}' is that of layer {1} already; layer {2} needs another",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.DuplicateName),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.InvalidName,
            "Invalid name",
            "'{0}' is not a name; use letters, digits and underscores, and start with a letter",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.InvalidName),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NoModel,
            "Layers without a model",
            "'{0}' has layers but no [RnnModel]; write [RnnModel] above them",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NoModel),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.InvalidSizes,
            "Named sizes cannot be read",
            "'{0}' cannot be read as named sizes; write them as name=number, separated by commas",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.InvalidSizes),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.UnsafeNotAllowed,
            "The project must allow unsafe blocks",
            "RnnGen's kernels need <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project of '{0}'",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.UnsafeNotAllowed),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.LanguageTooOld,
            "The project's C# is too old",
            "The code of '{0}' is C# 12 and the project is compiled as C# {1}; remove <LangVersion> from it, or write "
            + "<LangVersion>12</LangVersion>",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.LanguageTooOld),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.OwnConstructor,
            "A constructor does not fit the generated one",
            "'{0}' has {1}; the generator writes {0}(ulong seed = 0), and any other constructor calls it: write "
            + "': this(seed: 0)' behind its parameters",
            "RnnGen.Declaration",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.OwnConstructor),
            customTags: WellKnownDiagnosticTags.NotConfigurable);
    }
}
