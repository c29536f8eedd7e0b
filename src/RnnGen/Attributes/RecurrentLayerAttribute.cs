namespace RnnGen;

/// <summary>What is not equations: the options that every recurrent layer has, whatever its cell.</summary>
public abstract class RecurrentLayerAttribute : LayerAttribute
{
    private protected RecurrentLayerAttribute(int[] units) => Units = units;

    /// <summary>The hidden size of each stacked layer.</summary>
    public IReadOnlyList<int> Units { get; }

    /// <summary>Number of stacked layers, where a single size is given.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>Whether a second set of weights reads each row from its end.</summary>
    public bool Bidirectional { get; set; }

    /// <summary>How the two directions are joined.</summary>
    public Merge Merge { get; set; }

    /// <summary>Whether the layer reads each row from its end.</summary>
    public bool GoBackwards { get; set; }

    /// <summary>Drop rate between stacked layers, in [0, 1); not after the last.</summary>
    public double Dropout { get; set; }

    /// <summary>Drop rate on the input, in [0, 1).</summary>
    public double InputDropout { get; set; }

    /// <summary>
    /// Variational drop rate on the state operands of products, in [0, 1): one mask a row and sequence.
    /// </summary>
    public double RecurrentDropout { get; set; }

    /// <summary>Probability that a unit of a state keeps its previous value, in [0, 1) (Krueger et al. 2017).</summary>
    public double Zoneout { get; set; }

    /// <summary>Whether each layer whose input and output widths agree adds its input to its output.</summary>
    public bool Residual { get; set; }

    /// <summary>Bias vectors of an affine over input and state: 0, 1, or 2 as PyTorch has them.</summary>
    public int Biases { get; set; } = 1;

    /// <summary>What the weights of the input start from.</summary>
    public Initializer KernelInitializer { get; set; }

    /// <summary>What the weights of the states start from.</summary>
    public Initializer RecurrentInitializer { get; set; }

    /// <summary>What the biases start from.</summary>
    public Initializer BiasInitializer { get; set; }

    /// <summary>Unroll factor of the time loop; 0 or 1 for none.</summary>
    public int Unroll { get; set; }
}
