namespace RnnGen.Execution;

/// <summary>One axis of a batch.</summary>
/// <param name="Steps">Steps as given; the longest row may have fewer.</param>
/// <param name="Lengths">Length of each row, or empty where all are full. [B]</param>
internal readonly record struct AxisBatch(int Steps, ReadOnlyMemory<int> Lengths);
