using System.ComponentModel;

namespace RnnGen.Ilgpu.Program;

/// <summary>What a device chooses by how the time loop of a layer in one direction runs.</summary>
/// <param name="Name">The layer, with its number and direction where it has several.</param>
/// <param name="Forward">
/// Weights that a step of the forward pass reads, in floats; -1 where the loop cannot be one launch, because rows read
/// more than what is their own (attention).
/// </param>
/// <param name="Backward">The same of the backward pass.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DeviceLoop(string Name, long Forward, long Backward);
