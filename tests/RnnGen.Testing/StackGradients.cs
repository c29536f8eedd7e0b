namespace RnnGen.Testing;

/// <summary>The gradients of one evaluation, in double and batch-major.</summary>
public sealed record StackGradients
{
    /// <summary>By the features, [B, T, F]; null for tokens.</summary>
    public required double[]? Input { get; init; }

    /// <summary>By the initial states, by name.</summary>
    public required IReadOnlyDictionary<string, double[]> States { get; init; }

    /// <summary>By each tensor of the case's weights.</summary>
    public required IReadOnlyDictionary<string, double[]> Weights { get; init; }
}
