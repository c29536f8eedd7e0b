namespace RnnGen.Compiler.Graph;

/// <summary>A state of the step graph.</summary>
internal sealed record StepState(string Name, int Size, double Initial);
