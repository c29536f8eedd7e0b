namespace RnnGen.Execution;

/// <summary>Steps of a batch that are computed together.</summary>
/// <param name="First">The first one.</param>
/// <param name="Steps">Their number.</param>
internal readonly record struct Segment(int First, int Steps);
