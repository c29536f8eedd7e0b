using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Graph;

/// <summary>One line of a model's summary table.</summary>
internal sealed record LayerSummary(string Name, string Kind, string Output, long Parameters)
{
    /// <summary>Whether its output depends on no later step.</summary>
    public required bool IsCausal { get; init; }
}
