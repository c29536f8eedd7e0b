using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Autodiff;

/// <summary>The gradient of a step: nodes over the forward nodes and the incoming gradients.</summary>
internal sealed record StepGradient
{
    /// <summary>Gradient of each pre-activation that has one.</summary>
    public required IReadOnlyDictionary<Accumulator, Node> Accumulators { get; init; }

    /// <summary>Gradient of each state before the step.</summary>
    public required IReadOnlyList<Node> States { get; init; }

    /// <summary>Gradient of each input chunk.</summary>
    public required IReadOnlyList<InputGradient> Inputs { get; init; }

    /// <summary>Gradient of each learned vector at this row and step.</summary>
    public required IReadOnlyList<Node> Parameters { get; init; }
}
