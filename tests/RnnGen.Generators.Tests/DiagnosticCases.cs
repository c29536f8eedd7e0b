namespace RnnGen.Generators.Tests;

/// <summary>One wrong declaration an id; the squiggle stands between [| and |].</summary>
internal static partial class DiagnosticCases
{
    /// <summary>
    /// Ids with tests of their own: the project, its language, its references, and our own errors.
    /// </summary>
    public static readonly string[] Elsewhere = ["RNN0017", "RNN0018", "RNN0210", "RNN0318", "RNN9001"];

    public static IEnumerable<DiagnosticCase> All
        => [.. s_declaration, .. s_value, .. s_shape, .. s_cell, .. s_trap, .. s_compiler, .. s_graph];
}
