using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering.Steps;

/// <summary>A value of a merged step, as nodes.</summary>
/// <param name="Nodes">The value, chunk by chunk; empty where it is states.</param>
internal sealed record StepValue(IReadOnlyList<Node> Nodes)
{
    /// <summary>States: those before the step, or of a recurrent layer those after it.</summary>
    public IReadOnlyList<Node> States { get; init; } = [];

    public int Width => Nodes.Sum(static node => node.Size);
}
