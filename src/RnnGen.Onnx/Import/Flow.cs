namespace RnnGen.Onnx.Import;

/// <summary>A value on the way through a file.</summary>
/// <param name="Axes">
/// A letter an axis: B rows, T steps, D directions, F features, 1 what a pool leaves of the steps; tokens have
/// no F.
/// </param>
/// <param name="Parts">Of a layer of two directions those that it holds, side by side.</param>
/// <param name="Depth">How many layers it has gone through.</param>
/// <param name="Stage">
/// What the chain was when it was made: a layer that is found later, or a part of the last one, is not in it.
/// </param>
/// <param name="IsFinal">Whether it is what a recurrent layer ended with, and not a value a step.</param>
/// <param name="Earlier">Places along D in front of its own, of layers in front of the last.</param>
internal sealed record Flow(
    string Axes, string Parts, int Depth, int Stage, bool IsFinal = false, int Earlier = 0);
