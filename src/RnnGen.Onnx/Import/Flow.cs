namespace RnnGen.Onnx.Import;

/// <summary>A value on the way through a file.</summary>
/// <param name="Axes">
/// A letter an axis: B rows, T steps, D directions, F features; tokens have no F.
/// </param>
/// <param name="Parts">Of a layer of two directions those that it holds, side by side.</param>
/// <param name="Depth">How many layers it has gone through.</param>
/// <param name="IsFinal">Whether it is what a recurrent layer ended with, and not a value a step.</param>
internal sealed record Flow(string Axes, string Parts, int Depth, bool IsFinal = false);
