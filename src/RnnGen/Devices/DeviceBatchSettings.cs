namespace RnnGen;

/// <summary>How a batch is trained on.</summary>
/// <param name="Seed">Seed of the dropout masks.</param>
/// <param name="Step">Step of the dropout masks.</param>
/// <param name="Divisors">What the gradient of each head's mean divides by; null for what the batch gives.</param>
/// <param name="Adds">Whether gradients are added to those of the batch before.</param>
/// <param name="Segments">How many segments its time is cut into; 1 where it is not.</param>
/// <param name="KeepsOutputs">Whether somebody reads the outputs of a batch that is cut.</param>
/// <param name="KeepsInputGradients">Whether somebody reads the gradients of its features.</param>
internal readonly record struct DeviceBatchSettings(
    ulong Seed, long Step, double[]? Divisors, bool Adds, int Segments, bool KeepsOutputs, bool KeepsInputGradients);
