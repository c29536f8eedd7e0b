using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RnnGen.CodeFixes;

/// <summary>Edits of the project; an editor writes them into its file where it can.</summary>
internal static class ProjectEdits
{
    public static Edit? AllowUnsafe(FixTarget target)
        => target.Project.CompilationOptions is CSharpCompilationOptions options ? new Edit(
            "Allow unsafe blocks in this project",
            () => target.Project.WithCompilationOptions(options.WithAllowUnsafe(true)).Solution)
        : null;

    public static Edit? RaiseLanguage(FixTarget target) => target.Project.ParseOptions is CSharpParseOptions options
        ? new Edit(
            "Compile this project as C# 12",
            () => target.Project.WithParseOptions(options.WithLanguageVersion(LanguageVersion.CSharp12)).Solution)
        : null;
}
