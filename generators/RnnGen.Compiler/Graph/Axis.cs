namespace RnnGen.Compiler.Graph;

/// <summary>
/// A time of its own: each row has a length on it, and rows are sorted by that. Number 0 is the axis that slices are cut
/// by.
/// </summary>
internal sealed record Axis(int Number, string Name, int FixedSteps);
