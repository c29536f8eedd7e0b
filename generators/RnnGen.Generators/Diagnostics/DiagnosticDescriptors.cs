using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace RnnGen.Generators.Diagnostics;

/// <summary>One row a diagnostic. Errors cannot be configured away: there would be no code to run.</summary>
internal static partial class DiagnosticDescriptors
{
    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> s_byId =
        Declaration().Concat(Values()).Concat(Shapes()).Concat(Cells()).Concat(Traps()).Concat(Graphs()).Concat(Steps())
            .Concat(Internal()).ToImmutableDictionary(static row => row.Id, StringComparer.Ordinal);

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        s_byId.Values.OrderBy(static row => row.Id, StringComparer.Ordinal).ToImmutableArray();

    public static DiagnosticDescriptor Get(string id) => s_byId[id];

    public static bool IsError(string id) => Get(id).DefaultSeverity == DiagnosticSeverity.Error;

    /// <summary>A diagnostic; the arguments of its message are its properties too, for code fixes.</summary>
    public static Diagnostic Create(string id, Location at, params string[] arguments) => Diagnostic.Create(
        Get(id),
        at,
        arguments.Select(static (argument, i) => (argument, i)).ToImmutableDictionary(
            static pair => pair.i.ToString(CultureInfo.InvariantCulture),
            static string? (pair) => pair.argument,
            StringComparer.Ordinal),
        [.. arguments]);

    /// <summary>The message as a person reads it, for stubs.</summary>
    public static string Format(CompilerDiagnostic diagnostic)
    {
        string format = Get(diagnostic.Id).MessageFormat.ToString(CultureInfo.InvariantCulture);
        return diagnostic.Id + ": " + string.Format(CultureInfo.InvariantCulture, format, [.. diagnostic.Arguments]);
    }

    private static string Help(string id) => $"https://github.com/rnngen/rnngen/blob/main/docs/diagnostics/{id}.md";
}
