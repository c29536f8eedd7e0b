namespace RnnGen.Compiler.Model;

/// <summary>One layer of a stack, as declared.</summary>
internal abstract record LayerSpec
{
    /// <summary>The declared name, or null for kind and number.</summary>
    public string? Name { get; init; }
}

/// <summary>Tokens to vectors; the padding row stays zero.</summary>
internal sealed record EmbeddingLayer : LayerSpec
{
    public required int Vocabulary { get; init; }

    public required int Size { get; init; }

    /// <summary>The token whose row is zero and never trained, or null.</summary>
    public int? PaddingIndex { get; init; }
}

/// <summary>One or more stacked recurrent layers over one cell.</summary>
internal sealed record RecurrentLayer : LayerSpec
{
    /// <summary>The first part of the default name: <c>lstm</c>, <c>gru</c>, <c>rnn</c>, or the cell's name in lower case.</summary>
    public required string Kind { get; init; }

    public required CellSpec Cell { get; init; }

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

/// <summary>A value for one of the cell's named sizes.</summary>
internal sealed record NamedSize(string Name, int Value);

/// <summary>An initial bias for the affine of one local.</summary>
internal sealed record GateBias(string Local, double Value);

/// <summary>y = activation(W x + b), on every step or on the row that a read-out left.</summary>
internal sealed record DenseLayer : LayerSpec
{
    public required int Units { get; init; }

    public Activation Activation { get; init; } = Activation.Identity;

    public bool Bias { get; init; } = true;

    public Initializer KernelInitializer { get; init; }

    public Initializer BiasInitializer { get; init; }
}

/// <summary>Inverted dropout; off in evaluation.</summary>
internal sealed record DropoutLayer : LayerSpec
{
    public required double Rate { get; init; }

    /// <summary>One mask a row and sequence instead of one a step.</summary>
    public bool PerSequence { get; init; }
}

/// <summary>Layer normalisation over the features (Ba et al. 2016).</summary>
internal sealed record LayerNormLayer : LayerSpec
{
    public double Epsilon { get; init; } = 1e-5;
}

/// <summary>The last valid step; after a recurrent layer its final output of each direction.</summary>
internal sealed record LastStepLayer : LayerSpec;

/// <summary>Mean or maximum over the valid steps.</summary>
internal sealed record PoolLayer : LayerSpec
{
    public required PoolKind Pool { get; init; }
}

/// <summary>What a pool takes over the valid steps.</summary>
internal enum PoolKind
{
    Mean,
    Max,
}

/// <summary>How the two directions of a layer are joined.</summary>
internal enum Merge
{
    Concat,
    Sum,
    Multiply,
    Average,
}

/// <summary>Point-wise activations; the members equal those of <c>RnnGen.Activation</c> by name and value.</summary>
internal enum Activation
{
    Identity,
    Tanh,
    Sigmoid,
    Relu,
    LeakyRelu,
    Elu,
    Selu,
    Softplus,
    Softsign,
    HardSigmoid,
    HardTanh,
    Gelu,
    Softmax,
}

/// <summary>Weight initialisers; the members equal those of <c>RnnGen.Initializer</c> by name and value.</summary>
internal enum Initializer
{
    /// <summary>PyTorch's: U(+-1/sqrt H) in recurrent layers, U(+-1/sqrt in) in Dense.</summary>
    Default,
    Zeros,
    Ones,
    GlorotUniform,
    GlorotNormal,
    HeUniform,
    HeNormal,
    Orthogonal,
    Identity,
}
