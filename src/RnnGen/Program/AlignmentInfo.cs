namespace RnnGen.Program;

/// <summary>
/// What of an attention can be looked at: for each query, how much it takes of each step of the memory, or how it
/// scores them.
/// </summary>
/// <param name="Name">The layer's name, or that of the value that the <c>[Forward]</c> method returns.</param>
/// <param name="Axis">Number in <see cref="ModelInfo.Axes"/> of the axis of the queries.</param>
/// <param name="MemoryAxis">Number of the axis of the memory.</param>
public sealed record AlignmentInfo(string Name, int Axis, int MemoryAxis);
