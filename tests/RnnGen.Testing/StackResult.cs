namespace RnnGen.Testing;

/// <summary>What an evaluation gave, in double and batch-major.</summary>
public sealed record StackResult
{
    /// <summary>Outputs [B, T, O], or [B, O] after a read-out.</summary>
    public required double[] Output { get; init; }

    /// <summary>Final states by name, [B, Size].</summary>
    public required IReadOnlyDictionary<string, double[]> States { get; init; }

    /// <summary>The model's loss, or null.</summary>
    public double? Loss { get; init; }

    /// <summary>The losses one by one, where there is a loss.</summary>
    public double[]? Losses { get; init; }

    /// <summary>Gradients, or null where none were asked for.</summary>
    public StackGradients? Gradients { get; init; }
}
