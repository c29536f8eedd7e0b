namespace RnnGen.Ilgpu;

/// <summary>How long a kernel took to compile.</summary>
/// <param name="Kernel">Its name.</param>
/// <param name="Time">The time; zero where it had been compiled before.</param>
public sealed record KernelTime(string Kernel, TimeSpan Time);
