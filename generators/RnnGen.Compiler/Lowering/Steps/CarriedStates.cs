using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering.Steps;

/// <summary>A carried value of a merged step: one state, or those of a recurrent layer.</summary>
/// <param name="States">The leaves.</param>
/// <param name="Names">What each is called.</param>
/// <param name="Starts">What each starts from; null where the runtime gives it.</param>
/// <param name="Output">Of a layer's states which is the output of its uppermost layer.</param>
internal sealed record CarriedStates(
    IReadOnlyList<Node> States, IReadOnlyList<NamedState> Names, IReadOnlyList<Chunk?> Starts, int Output);
