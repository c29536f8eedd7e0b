namespace RnnGen.Benchmarks.Workloads;

/// <summary>A network and a batch that performance claims refer to.</summary>
/// <param name="Name">Its number, such as S3.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Shape">The network.</param>
/// <param name="Create">Makes the network with parameters drawn from a seed.</param>
/// <param name="CreateLayers">
/// Makes its recurrent layers alone, which read features and give every step; null where they are not one chain.
/// </param>
/// <param name="Batch">Inputs and, where the network has a loss, targets.</param>
internal sealed record Workload(
    string Name,
    string Title,
    NetworkShape Shape,
    Func<Model<float>> Create,
    Func<Model<float>>? CreateLayers,
    Batch<float> Batch)
{
    /// <summary>Name of the second input, where there is one.</summary>
    public const string Reply = "reply";

    /// <summary>Whether it has a loss to train on.</summary>
    public bool Trains => Shape.Loss != null;

    /// <summary>Whether its forward pass is measured; S1t is S1 but for its loss.</summary>
    public bool Predicts => Name != "S1t";

    /// <summary>Whether it is also measured step by step.</summary>
    public bool Streams => Name == "S1";

    /// <summary>Floating-point operations of the products of one forward pass.</summary>
    public double Flops => Shape.ForwardFlops(Batch.Rows, Batch.Steps);

    /// <summary>Those of a training step.</summary>
    public double TrainingFlops => Shape.TrainingFlops(Batch.Rows, Batch.Steps);

    /// <summary>Floats that a forward pass gives.</summary>
    public int OutputLength => Batch.Rows * (Shape.Head is "none" or "each" ? Batch.Steps : 1)
        * (Shape.Head == "none" ? Shape.Width : Shape.Outputs);
}
