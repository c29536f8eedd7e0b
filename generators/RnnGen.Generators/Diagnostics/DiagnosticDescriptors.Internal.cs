using Microsoft.CodeAnalysis;

namespace RnnGen.Generators.Diagnostics;

/// <content>Internal.</content>
internal static partial class DiagnosticDescriptors
{
    private static IEnumerable<DiagnosticDescriptor> Internal()
    {
        yield return new DiagnosticDescriptor(
            DiagnosticIds.InternalError,
            "RnnGen failed",
            "RnnGen failed on '{0}': {1}. This is a mistake in RnnGen, not in the declaration; please report"
            + " it",
            "RnnGen.Internal",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.InternalError),
            customTags: WellKnownDiagnosticTags.NotConfigurable);
    }
}
