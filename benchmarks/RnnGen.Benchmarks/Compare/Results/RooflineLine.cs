namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>One quantity of the machine, as the roofline program prints it.</summary>
/// <param name="Name">fma zmm, fma ymm, mul + add scalar, or a read of L1, L2, L3 or DRAM.</param>
/// <param name="Threads">Cores at once.</param>
/// <param name="Value">GFLOP/s or GB/s, all cores together.</param>
/// <param name="Bytes">What each core reads over and over.</param>
internal sealed record RooflineLine(string Name, int Threads, double Value, long Bytes);
