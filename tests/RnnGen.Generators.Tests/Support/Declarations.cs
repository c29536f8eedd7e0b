using Microsoft.CodeAnalysis;

namespace RnnGen.Generators.Tests.Support;

/// <summary>What must hold of every declaration, right or wrong.</summary>
internal static class Declarations
{
    // No such member, no such type, unimplemented partial, no such constructor, no such argument.
    private static readonly string[] s_missing = ["CS1061", "CS0117", "CS8795", "CS1729", "CS1739"];

    /// <summary>Whether right declarations give code at all; a compiler that is still a stand-in gives none.</summary>
    public static bool CompilerEmits { get; } =
        !Host.Generate(Host.Compile("[RnnModel, Input(2), Gru(3)] partial class M;"), out _).GeneratedSources.IsEmpty;

    /// <summary>Compiler errors inside generated files: there may be none, whatever the declaration.</summary>
    public static IEnumerable<Diagnostic> ErrorsInGenerated(GeneratorRunResult run, Compilation output)
    {
        HashSet<SyntaxTree> generated = [.. run.GeneratedSources.Select(static source => source.SyntaxTree)];
        return output.GetDiagnostics()
            .Where(d => IsError(d) && d.Location.SourceTree is { } tree && generated.Contains(tree));
    }

    /// <summary>Compiler errors that a missing member of a generated half gives.</summary>
    public static IEnumerable<Diagnostic> MissingMembers(Compilation output)
        => output.GetDiagnostics().Where(static d => IsError(d) && s_missing.Contains(d.Id));

    /// <summary>An error that C# itself finds in the declaration, before anything is generated.</summary>
    public static bool IsUsersOwn(Diagnostic diagnostic) => IsError(diagnostic) && !s_missing.Contains(diagnostic.Id);

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
