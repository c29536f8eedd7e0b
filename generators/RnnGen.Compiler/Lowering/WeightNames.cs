using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>How an affine's tensors are called: by its own name, or stacked under the layer's.</summary>
internal sealed record WeightNames(string? Explicit, string Key, bool HasInput, bool HasState);
