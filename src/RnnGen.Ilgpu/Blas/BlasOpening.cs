namespace RnnGen.Ilgpu;

/// <summary>What came of opening cuBLAS.</summary>
/// <param name="Products">What computes large products; null where this library's kernels do.</param>
/// <param name="State">Which of the two, and why.</param>
/// <param name="IsFinal">Whether it stays so; not where there was no memory for it.</param>
internal sealed record BlasOpening(CuBlasProducts? Products, string State, bool IsFinal = true);
