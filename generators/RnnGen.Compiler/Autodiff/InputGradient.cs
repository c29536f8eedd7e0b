using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Autodiff;

/// <summary>An input chunk's gradient: a point-wise part, and products that leave the time loop.</summary>
internal sealed record InputGradient(Node? Direct, IReadOnlyList<(Accumulator Accumulator, int Term)> Products);
