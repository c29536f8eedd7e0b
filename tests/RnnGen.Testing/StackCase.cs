namespace RnnGen.Testing;

/// <summary>
/// Everything that one evaluation of a stack is given, in double and batch-major ([B, T, F]); a backend turns it into
/// its model's float type.
/// </summary>
public sealed record StackCase
{
    /// <summary>What to call it in a report.</summary>
    public required string Name { get; init; }

    /// <summary>Sequences.</summary>
    public required int Rows { get; init; }

    /// <summary>Steps of the longest sequence.</summary>
    public required int Steps { get; init; }

    /// <summary>Valid steps of each row, or null for all.</summary>
    public int[]? Lengths { get; init; }

    /// <summary>Features [B, T, F], or null where the model reads tokens.</summary>
    public double[]? Features { get; init; }

    /// <summary>Tokens [B, T], or null where the model reads features.</summary>
    public int[]? Tokens { get; init; }

    /// <summary>Every learned tensor of the model, by name.</summary>
    public required IReadOnlyDictionary<string, double[]> Weights { get; init; }

    /// <summary>Initial states by name, [B, Size] each; null for each state's own start.</summary>
    public IReadOnlyDictionary<string, double[]>? States { get; init; }

    /// <summary>Masks by dropout site, [B, T, W] or [B, W].</summary>
    public IReadOnlyDictionary<string, double[]> Masks { get; init; } = new Dictionary<string, double[]>();

    /// <summary>Whether dropout sites are on. Without sites every case is trained.</summary>
    public bool Dropout { get; init; }

    /// <summary>Gradient of the loss by the output, in its shape; null where the model's own loss is used.</summary>
    public double[]? OutputWeights { get; init; }

    /// <summary>Gradient of the loss by the final states, by name.</summary>
    public IReadOnlyDictionary<string, double[]> StateWeights { get; init; } = new Dictionary<string, double[]>();

    /// <summary>Target classes of the model's loss.</summary>
    public int[]? Classes { get; init; }

    /// <summary>Target classes of each row, where they are lists.</summary>
    public int[]? ClassCounts { get; init; }

    /// <summary>Target values of the model's loss.</summary>
    public double[]? Targets { get; init; }

    /// <summary>Factors of the model's losses.</summary>
    public double[]? SampleWeights { get; init; }

    /// <summary>Whether the model's own loss is evaluated.</summary>
    public bool UsesLoss => Classes != null || Targets != null;

    /// <summary>Valid steps of a row.</summary>
    public int LengthOf(int row) => Lengths?[row] ?? Steps;
}
