namespace RnnGen.Structure;

/// <summary>A state of a scan.</summary>
/// <param name="Name">The cell's name for it.</param>
/// <param name="Size">Units.</param>
/// <param name="Initial">What it starts from where nobody gives a value.</param>
/// <param name="Start">The value that it starts from, or null for the model's state.</param>
/// <param name="ModelState">
/// Index in <see cref="Program.ModelInfo.States"/>, where whoever runs the model may give a value; or -1.
/// </param>
public sealed record StateStructure(string Name, int Size, double Initial, ValueReference? Start, int ModelState);
