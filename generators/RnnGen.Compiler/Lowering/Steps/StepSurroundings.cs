using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering.Steps;

/// <summary>What the lowering of a step takes from that of the graph around it.</summary>
/// <param name="Lower">The value of an expression, whose node of the spec is given.</param>
/// <param name="Unique">A name that nothing else has.</param>
/// <param name="SetKey">Says what the next regions are called by.</param>
internal sealed record StepSurroundings(
    Func<GraphExpr, string, LayerValue> Lower, Func<string, string> Unique, Action<string> SetKey);
