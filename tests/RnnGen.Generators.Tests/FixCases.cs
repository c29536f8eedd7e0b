namespace RnnGen.Generators.Tests;

/// <summary>Wrong declarations before and after their code fix.</summary>
internal static partial class FixCases
{
    /// <summary>Fixes of a project or of several files, with tests of their own.</summary>
    public static readonly string[] Elsewhere = ["RNN0017", "RNN0018"];

    public static FixCase[] All => [.. s_declaration, .. s_order, .. s_value, .. s_cell];
}
