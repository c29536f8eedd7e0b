using System.ComponentModel;

namespace RnnGen.Program;

/// <summary>The loss of one output and its derivative by it, as a declared objective gives them.</summary>
/// <param name="output">The output.</param>
/// <param name="target">Its target.</param>
/// <param name="gradient">Receives the derivative by the output.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate double ElementObjective(double output, double target, out double gradient);
