namespace RnnGen.Program;

/// <summary>How large an axis of a slice is.</summary>
/// <param name="Rows">Rows, at least 1.</param>
/// <param name="Steps">Steps of its longest row, at least 0.</param>
public readonly record struct AxisSize(int Rows, int Steps);
