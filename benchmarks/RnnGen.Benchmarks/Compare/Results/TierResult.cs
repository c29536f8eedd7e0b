namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>Speed of our kernels on one instruction tier, on one core.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="What">The product's shape, or a workload.</param>
/// <param name="GigaFlops">The best speed.</param>
/// <param name="IsProduct">Whether it is a product alone.</param>
internal sealed record TierResult(string Tier, string What, double GigaFlops, bool IsProduct);
