namespace RnnGen.Program;

/// <summary>A time that sequences of a model have: a batch has a length a row on it.</summary>
/// <param name="Name">Its name, such as <c>time</c>.</param>
/// <param name="FixedSteps">The declared number of steps, or 0 for any.</param>
public sealed record AxisInfo(string Name, int FixedSteps);
