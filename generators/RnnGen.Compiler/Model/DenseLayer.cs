namespace RnnGen.Compiler.Model;

/// <summary>y = activation(W x + b), on every step or on the row that a read-out left.</summary>
internal sealed record DenseLayer : LayerSpec
{
    public required int Units { get; init; }

    public Activation Activation { get; init; } = Activation.Identity;

    public bool Bias { get; init; } = true;

    /// <summary>The embedding whose table is the weights, by its name or its method's; or null.</summary>
    public string? TiedTo { get; init; }

    public Initializer KernelInitializer { get; init; }

    public Initializer BiasInitializer { get; init; }
}
