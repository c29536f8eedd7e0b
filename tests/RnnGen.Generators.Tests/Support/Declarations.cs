using Microsoft.CodeAnalysis;

namespace RnnGen.Generators.Tests.Support;

/// <summary>What must hold of every declaration, right or wrong.</summary>
internal static class Declarations
{
    // No such member, no such type, unimplemented partial, no such constructor, no such argument.
    private static readonly string[] s_missing = ["CS1061", "CS0117", "CS8795", "CS1729", "CS1739"];

    /// <summary>Errors and warnings of C# inside generated files: there may be none, whatever the declaration.</summary>
    public static IEnumerable<Diagnostic> FoundInGenerated(GeneratorRunResult run, Compilation output)
        => FoundInGenerated(run, output.GetDiagnostics());

    /// <summary>Those of a compilation's diagnostics that are inside generated files.</summary>
    public static IEnumerable<Diagnostic> FoundInGenerated(GeneratorRunResult run, IEnumerable<Diagnostic> diagnostics)
    {
        HashSet<SyntaxTree> generated = [.. run.GeneratedSources.Select(static source => source.SyntaxTree)];
        return diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning
            && d.Location.SourceTree is { } tree && generated.Contains(tree));
    }

    /// <summary>An error that a missing member of a generated half gives.</summary>
    public static bool IsMissingMember(Diagnostic diagnostic)
        => diagnostic.Severity == DiagnosticSeverity.Error && s_missing.Contains(diagnostic.Id);

    /// <summary>An error that C# itself finds in the declaration, before anything is generated.</summary>
    public static bool IsUsersOwn(Diagnostic diagnostic)
        => diagnostic.Severity == DiagnosticSeverity.Error && !s_missing.Contains(diagnostic.Id);
}
