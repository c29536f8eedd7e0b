namespace RnnGen.Benchmarks.Workloads;

/// <summary>A network and a batch that performance claims refer to.</summary>
/// <param name="Name">Its number, such as S3.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Create">Makes the network with parameters drawn from a seed.</param>
/// <param name="Batch">Inputs and, where the network has a loss, targets.</param>
/// <param name="Flops">Floating-point operations of the products of one forward pass.</param>
internal sealed record Workload(
    string Name, string Title, Func<Model<float>> Create, Batch<float> Batch, double Flops)
{
    /// <summary>Whether it has a loss to train on.</summary>
    public bool Trains => !Batch.Targets.IsEmpty || !Batch.Classes.IsEmpty;
}
