namespace RnnGen.Compiler.Model;

/// <summary>One or more stacked recurrent layers over one cell.</summary>
internal sealed record RecurrentLayer : LayerSpec
{
    /// <summary>The first part of the default name: <c>lstm</c>, <c>gru</c>, <c>rnn</c>, or the cell's name in lower case.</summary>
    public required string Kind { get; init; }

    public required CellSpec Cell { get; init; }

    /// <summary>The full name of the cell's class, such as <c>RnnGen.Cells.LstmCell</c>.</summary>
    public string CellType { get; init; } = "";

    /// <summary>The hidden size of each layer; its count is the number of layers.</summary>
    public required EquatableArray<int> Sizes { get; init; }

    /// <summary>Values of the cell's named sizes, such as <c>projection = 32</c>.</summary>
    public EquatableArray<NamedSize> NamedSizes { get; init; }

    /// <summary>What <c>Activate(v)</c> in the cell stands for.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    public bool Bidirectional { get; init; }

    public Merge Merge { get; init; }

    public bool GoBackwards { get; init; }

    /// <summary>Drop rate between stacked layers, as in PyTorch; not after the last.</summary>
    public double Dropout { get; init; }

    /// <summary>Drop rate on the layer's input.</summary>
    public double InputDropout { get; init; }

    /// <summary>Variational drop rate on the state operands of products: one mask a row and sequence.</summary>
    public double RecurrentDropout { get; init; }

    /// <summary>Probability that a unit of a state keeps its previous value (Krueger et al. 2017).</summary>
    public double Zoneout { get; init; }

    /// <summary>Each layer whose input and output widths agree adds its input to its output.</summary>
    public bool Residual { get; init; }

    /// <summary>0, 1 or 2 bias vectors an affine of x and state.</summary>
    public int Biases { get; init; } = 1;

    public Initializer KernelInitializer { get; init; }

    public Initializer RecurrentInitializer { get; init; }

    public Initializer BiasInitializer { get; init; }

    /// <summary>Initial bias values by local name, over those that the cell states (LSTM's forget gate: <c>f</c>).</summary>
    public EquatableArray<GateBias> InitialBiases { get; init; }

    /// <summary>Unroll factor of the time loop; 0 or 1 for none.</summary>
    public int Unroll { get; init; }
}
