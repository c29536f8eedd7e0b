using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Graph;

/// <summary>One line of a model's summary table.</summary>
internal sealed record LayerSummary(string Name, string Kind, string Output, long Parameters)
{
    /// <summary>The declaration, or null for what a loss learns.</summary>
    public LayerSpec? Spec { get; init; }

    /// <summary>Whether its output depends on no later step.</summary>
    public required bool IsCausal { get; init; }
}
