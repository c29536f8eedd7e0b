namespace RnnGen.Program;

/// <summary>What a model is made of, as the generator saw it.</summary>
public sealed record ModelInfo
{
    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>Features a step; 0 where the model reads tokens.</summary>
    public required int Features { get; init; }

    /// <summary>Number of tokens known; 0 where the model reads features.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>The declared number of steps, or 0 for any.</summary>
    public required int FixedSteps { get; init; }

    /// <summary>Width of the output.</summary>
    public required int Outputs { get; init; }

    /// <summary>Whether there is an output at each step; otherwise one a sequence.</summary>
    public required bool OutputPerStep { get; init; }

    /// <summary>Whether an output depends on no later step, so that the model can stream.</summary>
    public required bool IsCausal { get; init; }

    /// <summary>Layers in order, for people.</summary>
    public required IReadOnlyList<LayerInfo> Layers { get; init; }

    /// <summary>Tensors of the flat parameter buffer, in its order.</summary>
    public required IReadOnlyList<ParameterInfo> Parameters { get; init; }

    /// <summary>Recurrent states, layer by layer, direction by direction.</summary>
    public required IReadOnlyList<StateInfo> States { get; init; }

    /// <summary>Places that drop units while training.</summary>
    public required IReadOnlyList<DropoutSite> DropoutSites { get; init; }

    /// <summary>
    /// Indices in <see cref="Parameters"/> of the tables that tokens select rows of, ascending: only the rows of a
    /// batch's tokens have gradients, which lazy optimizers use.
    /// </summary>
    public IReadOnlyList<int> TokenTables { get; init; } = [];

    /// <summary>The declared loss, or null.</summary>
    public required LossInfo? Loss { get; init; }
}
