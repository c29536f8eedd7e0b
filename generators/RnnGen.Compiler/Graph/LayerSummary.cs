using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Graph;

/// <summary>One line of a model's summary table.</summary>
internal sealed record LayerSummary(string Name, string Kind, string Output, long Parameters);
