namespace RnnGen.Benchmarks.Workloads;

/// <summary>A workload's network, in the words that other systems describe it with.</summary>
/// <param name="Cell">lstm or gru.</param>
/// <param name="Inputs">Features a step, or the width of the embedding.</param>
/// <param name="Units">Units of a layer in one direction.</param>
/// <param name="Layers">Recurrent layers.</param>
/// <param name="Directions">1, or 2 where the layers are bidirectional.</param>
/// <param name="Vocabulary">Rows of the embedding; 0 where features are read.</param>
/// <param name="Head">What follows the layers: none; a dense layer on the last step, the mean, or each step.</param>
/// <param name="Outputs">Width of the dense layer.</param>
/// <param name="Loss">mse, cross_entropy, or null.</param>
/// <param name="HasDecoder">
/// Whether a second such layer reads replies, each from where the first layer's states ended, and has the dense layer.
/// </param>
internal sealed record NetworkShape(
    string Cell,
    int Inputs,
    int Units,
    int Layers = 1,
    int Directions = 1,
    int Vocabulary = 0,
    string Head = "none",
    int Outputs = 0,
    string? Loss = null,
    bool HasDecoder = false)
{
    /// <summary>Width of what the recurrent layers give.</summary>
    public int Width => Units * Directions;

    /// <summary>
    /// Floating-point operations of the recurrent layers' products in one forward pass: without those with states that
    /// are zero before the first step, which need not be computed.
    /// </summary>
    public double ForwardFlops(int rows, int steps)
        => (rows * (double)steps * StepFlops) - (2.0 * rows * Gates * Width * Units * Layers);

    /// <summary>Those of one step of one row.</summary>
    public double StepFlops
        => (HasDecoder ? 2 : 1) * 2.0 * Gates * Width * (Inputs + Units + ((Layers - 1) * (Width + Units)));

    /// <summary>
    /// Those of a forward and a backward pass: three products for one, but no gradient of features, which nobody reads.
    /// </summary>
    public double TrainingFlops(int rows, int steps)
        => (3 * ForwardFlops(rows, steps)) - FeatureGradientFlops(rows, steps);

    private double FeatureGradientFlops(int rows, int steps)
        => Vocabulary > 0 ? 0 : (HasDecoder ? 2 : 1) * 2.0 * rows * steps * Gates * Width * Inputs;

    private int Gates => Cell == "lstm" ? 4 : 3;
}
